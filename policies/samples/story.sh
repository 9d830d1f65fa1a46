# January. Larkfield Instruments sets up a workspace: the policy, the templates, the shared folder.
planward init . --policy field-sales --team East --team West --company "Larkfield Instruments" --settle 0
planward check

# HR drops the roster, sales operations the quotas of the year.
cp exports/roster.csv plans/
cp "exports/Quota 2026.xlsx" plans/
planward run --once --as-of 2026-01-12

# February. East's January figures are fine to read; in West's file somebody typed a letter O for a nought.
cp "exports/East 2026-01.csv" plans/East/
cp "exports/West 2026-01 as first sent.csv" "plans/West/West 2026-01.csv"
planward run --once --as-of 2026-02-04
cp "exports/West 2026-01.csv" plans/West/
planward run --once --as-of 2026-02-05

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
planward status --as-of 2026-03-12
