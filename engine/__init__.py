"""Performance plans by policy: figures in, explained letters out. Read this first.

A company writes its policy as YAML and its letters as Word templates. People drop exports into a shared
folder; the engine reads them, decides by the policy, records what it decided, and only then writes the
letters. Managers and HR fill them in, comment and sign in Word, and what comes back is read the same way.

The way of the data, and where each step lives:

    policies/*.yaml  -> policyfile      YAML into a `Policy`, or every mistake with its line
    dropped files    -> folder, intake  what has arrived; its facts, or one refusal naming the cell
    what is known    -> workspace       an open workspace, and one commit being gathered
    what follows     -> core            pure: policy x plan x facts x day -> events, each with its why
    the record       -> ledger          one line for all that one input caused, durable before anything else
    the letters      -> documents       brief + template -> Word bytes; a returned file -> what it says
    what lies there  -> folder          published from the record, never over anybody's work

Where to look:

    workflow.py     THE STORY ON ONE PAGE: a look at the shared folder and a person's act, from the top
    service.py      the face: every question and command as a function with a typed answer; embed this
    cli/            the terminal's doors, one short file a command; they call the service and print
    results.py      the typed answers; requests.py: what is asked; envelope.py: the answers as JSON
    views/          how things stand, what happened and why; the read side
    watching.py     the engine at work: one look after the other until it is told to stop
    sweeping.py     one look in time: what is still, what is to wait, what a dry run would bring
    previewing.py   what a file would do if it were dropped; recorded nowhere
    checking.py     what a policy author can get wrong; verifying.py: the record against its seals
    core/           what a policy means; no file, clock or third-party code (docs/architecture.md)
    words/          what each message of the core says, a file a language (docs/languages.md)
    languages/      our own table of marks and months, which reading and letters rest on

What always holds: the ledger before effects; the core is pure and time an argument; documents are never
overwritten; every move says why; nothing adverse on what is not known, and none without a named person.
"""
