# January. Larkfield Instruments sets up a workspace: the policy, the templates, the shared folder.
planward init . --policy field-sales --team East --team West --company "Larkfield Instruments" --settle 0
planward check

# HR drops the roster.
cp exports/roster.csv plans/
planward run --once --as-of 2026-01-12

# February. East's January figures are fine to read; in West's file somebody typed a letter O for a nought.
cp "exports/East 2026-01.csv" plans/East/
cp "exports/West 2026-01 as first sent.csv" "plans/West/West 2026-01.csv"
planward run --once --as-of 2026-02-04
cat "plans/West/West 2026-01.csv - PLEASE FIX.txt"
cp "exports/West 2026-01.csv" plans/West/
planward run --once --as-of 2026-02-05

# Sales operations publish the quotas of the year, a column for each month.
cp "exports/Quota 2026.xlsx" plans/
planward run --once --as-of 2026-02-10

# March. With February known, two months count.
cp "exports/East 2026-02.csv" plans/East/
cp "exports/West 2026-02.csv" plans/West/
planward run --once --as-of 2026-03-03

# HR and the managers look at the proposals. One is declined: the manager knows why February was low.
planward record PW-2026-0001 confirm --role manager --by E00002 --as-of 2026-03-04
planward record PW-2026-0002 confirm --role hr --by E00003 --as-of 2026-03-04
planward record PW-2026-0003 confirm --role hr --by E00003 --as-of 2026-03-04
planward record PW-2026-0004 confirm --role hr --by E00003 --as-of 2026-03-04
planward record PW-2026-0005 decline --role manager --by E00004 --note "Two signed orders were booked on 2 March." --as-of 2026-03-04
planward record PW-2026-0006 confirm --role manager --by E00004 --as-of 2026-03-04

# Nobody acts in a role that is not theirs.
planward record PW-2026-0001 approve --role hr --by E00002 --as-of 2026-03-05

# West corrects one February figure: the plan of E00021 should never have been. HR is asked, and withdraws it.
cp "exports/West 2026-02 corrected.csv" plans/West/
planward run --once --as-of 2026-03-05
planward record PW-2026-0004 decide --role hr --by E00003 --item correction-1 --outcome withdraw --note "Corrected export." --as-of 2026-03-06

# The letters are approved in the order the policy names, issued, and handed over.
planward record PW-2026-0001 approve --role hr --by E00003 --as-of 2026-03-06
planward record PW-2026-0001 issue --role manager --by E00002 --as-of 2026-03-06
planward record PW-2026-0001 deliver --role manager --by E00002 --as-of 2026-03-09
planward record PW-2026-0006 approve --role hr --by E00003 --as-of 2026-03-09
planward record PW-2026-0006 issue --role manager --by E00004 --as-of 2026-03-09
planward record PW-2026-0006 deliver --role manager --by E00004 --as-of 2026-03-10
planward record PW-2026-0002 approve --role second_line --by E00001 --as-of 2026-03-10
planward record PW-2026-0002 approve --role hr --by E00003 --as-of 2026-03-10
planward record PW-2026-0002 issue --role manager --by E00002 --as-of 2026-03-11
planward record PW-2026-0002 deliver --role manager --by E00002 --as-of 2026-03-11
planward record PW-2026-0003 approve --role second_line --by E00001 --as-of 2026-03-11
planward record PW-2026-0003 approve --role hr --by E00003 --as-of 2026-03-11
planward record PW-2026-0003 issue --role manager --by E00002 --as-of 2026-03-12
planward record PW-2026-0003 deliver --role manager --by E00002 --as-of 2026-03-12
planward run --once --as-of 2026-03-12

# The employees confirm receipt, or say nothing; what was promised to them is recorded as it is done.
planward record PW-2026-0002 acknowledge --role employee --by E00012 --document 2 --as-of 2026-03-13
planward record PW-2026-0002 meet --role manager --by E00002 --item kickoff --as-of 2026-03-16
planward record PW-2026-0003 meet --role manager --by E00002 --item kickoff --as-of 2026-03-17
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-03-18
planward record PW-2026-0003 check-in --role manager --by E00002 --note "Few first meetings; a plan for the dormant accounts was agreed." --as-of 2026-03-19
planward run --once --as-of 2026-03-19
planward run --once --as-of 2026-03-20
planward record PW-2026-0001 support --role manager --by E00002 --item visit --as-of 2026-03-24
planward record PW-2026-0006 support --role manager --by E00004 --item visit --as-of 2026-03-24
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-03-25
planward record PW-2026-0002 train --role manager --by E00002 --as-of 2026-03-26
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-03-26
planward record PW-2026-0002 act --role second_line --by E00001 --item territory --as-of 2026-03-30
planward record PW-2026-0003 act --role second_line --by E00001 --item territory --as-of 2026-03-30
planward run --once --as-of 2026-03-31

# April. One manager reports in a file, and fills in the check-in form instead of typing commands.
cp "exports/East 2026-03.csv" plans/East/
cp "exports/West 2026-03.csv" plans/West/
cp "exports/Calls 2026-03.csv" plans/East/
cp "exports/E00013 April.yaml" plans/East/
cp "exports/TO DO check-in 2026-04-01.xlsx" "plans/East/E00012 PW-2026-0002/"
planward run --once --as-of 2026-04-02
planward record PW-2026-0002 support --role manager --by E00002 --item visits --as-of 2026-04-07
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-04-08
planward run --once --as-of 2026-04-08
planward run --once --as-of 2026-04-09
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-04-09
planward run --once --as-of 2026-04-10

planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-04-15
planward run --once --as-of 2026-04-17

# A check-in was due on 16 April and nobody held it: the engine reminds, then tells the second line.
planward run --once --as-of 2026-04-21
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-04-22
planward run --once --as-of 2026-04-22
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-04-23
planward run --once --as-of 2026-04-23
planward run --once --as-of 2026-04-24
planward run --once --as-of 2026-04-28
planward run --once --as-of 2026-04-29
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-04-29
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-04-30
planward run --once --as-of 2026-04-30

# May. The first plan has gone well; another leads to a warning, whose receipt is refused. The work of E00012 has improved, but not enough yet: more time is asked for, and granted once.
cp "exports/East 2026-04.csv" plans/East/
cp "exports/West 2026-04.csv" plans/West/
cp "exports/Calls 2026-04.csv" plans/East/
planward run --once --as-of 2026-05-04
planward record PW-2026-0001 approve --role hr --by E00003 --as-of 2026-05-04
planward record PW-2026-0001 issue --role manager --by E00002 --as-of 2026-05-04
planward record PW-2026-0006 decide --role manager --by E00004 --outcome warning --note "April fell back to 65 % of quota." --as-of 2026-05-04
planward record PW-2026-0001 deliver --role manager --by E00002 --as-of 2026-05-05
planward record PW-2026-0002 answer --role manager --by E00002 --answer progress=partly --as-of 2026-05-05
planward record PW-2026-0002 extend --role manager --by E00002 --note "Two offers worth a month of quota are decided in May." --as-of 2026-05-05
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-05-06
planward record PW-2026-0006 approve --role hr --by E00003 --as-of 2026-05-06
planward record PW-2026-0002 approve --role hr --by E00003 --item more_time --as-of 2026-05-06
planward record PW-2026-0002 approve --role hr --by E00003 --document extension_letter --as-of 2026-05-07
planward record PW-2026-0002 issue --role manager --by E00002 --as-of 2026-05-07
planward record PW-2026-0002 deliver --role manager --by E00002 --as-of 2026-05-07
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-05-07
planward record PW-2026-0006 issue --role manager --by E00004 --as-of 2026-05-07
planward record PW-2026-0006 deliver --role manager --by E00004 --as-of 2026-05-08
planward run --once --as-of 2026-05-08
planward run --once --as-of 2026-05-09
planward record PW-2026-0006 refuse --role manager --by E00004 --note "Refused in the meeting; Priya Raman was present." --as-of 2026-05-11

# The improvement plan of E00013 has ended far from its goals. HR decides on the last step.
cp "exports/Calls 2026-05-11.csv" plans/East/
planward run --once --as-of 2026-05-11
planward run --once --as-of 2026-05-12
planward record PW-2026-0002 acknowledge --role employee --by E00012 --document extension_letter --as-of 2026-05-12
planward record PW-2026-0006 reply --role employee --by E00023 --note "Two of my accounts were moved to another territory in February." --as-of 2026-05-12
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-05-13
planward record PW-2026-0003 decide --role hr --by E00003 --outcome last_chance --note "No goal was met." --as-of 2026-05-13
planward record PW-2026-0003 approve --role second_line --by E00001 --as-of 2026-05-14
planward record PW-2026-0003 issue --role hr --by E00003 --as-of 2026-05-14
planward record PW-2026-0003 deliver --role hr --by E00003 --as-of 2026-05-15
planward run --once --as-of 2026-05-16
planward run --once --as-of 2026-05-17
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-05-20
planward run --once --as-of 2026-05-22
planward run --once --as-of 2026-05-23
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-05-27
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-06-01

# June. The extension has paid off: the goals are met.
cp "exports/East 2026-05.csv" plans/East/
cp "exports/West 2026-05.csv" plans/West/
cp "exports/Calls 2026-05.csv" plans/East/
planward run --once --as-of 2026-06-02
planward record PW-2026-0002 check-in --role manager --by E00002 --as-of 2026-06-03
planward run --once --as-of 2026-06-09
planward run --once --as-of 2026-06-10
planward record PW-2026-0002 approve --role hr --by E00003 --as-of 2026-06-11
planward record PW-2026-0002 issue --role manager --by E00002 --as-of 2026-06-11
planward record PW-2026-0002 deliver --role manager --by E00002 --as-of 2026-06-12
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-06-16
planward run --once --as-of 2026-06-30

# July. The final warning has run out. Two people decide on the separation, each in their own name.
cp "exports/East 2026-06.csv" plans/East/
cp "exports/West 2026-06.csv" plans/West/
cp "exports/Calls 2026-06.csv" plans/East/
planward run --once --as-of 2026-07-02
planward record PW-2026-0003 check-in --role manager --by E00002 --as-of 2026-07-02
planward record PW-2026-0006 approve --role hr --by E00003 --as-of 2026-07-03
planward record PW-2026-0006 issue --role manager --by E00004 --as-of 2026-07-03
planward record PW-2026-0006 deliver --role manager --by E00004 --as-of 2026-07-06
planward run --once --as-of 2026-07-14
planward run --once --as-of 2026-07-15
planward record PW-2026-0003 decide --role hr --by E00003 --outcome separated --as-of 2026-07-15

# Nobody can type it for them: the config says whose user is whose. On this one machine you play them both.
echo "users: {E00001: '$(id -un)', E00003: '$(id -un)'}" >> planward.yaml
planward record PW-2026-0003 decide --role hr --by E00003 --outcome separated --as-of 2026-07-15
planward record PW-2026-0003 decide --role second_line --by E00003 --outcome separated --as-of 2026-07-16
planward record PW-2026-0003 decide --role second_line --by E00001 --outcome separated --note "Agreed with HR." --as-of 2026-07-16
planward record PW-2026-0003 approve --role second_line --by E00001 --as-of 2026-07-17
planward record PW-2026-0003 issue --role hr --by E00003 --as-of 2026-07-17
planward record PW-2026-0003 deliver --role hr --by E00003 --as-of 2026-07-20
cp "exports/roster August.csv" plans/
planward run --once --as-of 2026-07-20
planward status --as-of 2026-07-20
planward verify
