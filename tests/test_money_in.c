#include "import.h"
#include "import_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *folder;
static struct evidence all;

static void
enter(void)
{
    folder = import_sample_folder();
}

static void
leave(void)
{
    evidence_release(&all);
    import_sample_remove(folder);
}

ClaimsBetween(enter, leave);

static void
load(void)
{
    struct hr_err err = { 0 };
    const int ret = evidence_load(&all, folder, &err);
    cr_assert_eq(ret, 0, "%s\n%s", err.text, import_sample_faults(&all.faults));
}

static double
amount(const char *area, enum evidence_measure measure, int year, int part)
{
    const int at = evidence_find_area(&all, area);
    cr_assert_geq(at, 0, "%s", area);
    return evidence_part(&all, at, measure, year, part);
}

static double
line(const char *area, int year, enum outturn_line part)
{
    return amount(area, EVIDENCE_SECTION_251, year, (int)part);
}

static bool
is_said(const char *words)
{
    for (size_t i = 0; i < all.n_remark; i++)
        if (strstr(all.remark[i], words) != NULL)
            return true;
    return false;
}

#define expect_said(words) cr_expect(is_said(words), "not said: %s", words)

#define HEAD_251                                                                               \
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"      \
    "region_name,new_la_code,old_la_code,la_name,main_category,category_of_expenditure,"       \
    "early_years_establishments,primary_schools,secondary_schools,sen_and_special_schools,"    \
    "pupil_referral_units_and_alt_provision,post_16,gross_expenditure,income,net_expenditure," \
    "net_per_capita_expenditure\n"
#define OF(time, level, ons, dfe, name) \
    time ",Financial year," level ",E92000001,England,,," ons "," dfe "," name ",Schools,"
#define SUTTON OF("202324", "Local authority", "E09000029", "319", "Sutton")
#define ENGLAND OF("202324", "National", "", "", "")
#define LONDON OF("202324", "Regional", "", "", "")
#define CITY OF("202324", "Local authority", "E09000001", "201", "City of London")

Claim(section_251, lines_become_parts_and_their_net_the_outturn)
{
    import_sample_put(
        folder, "LA and school expenditure.csv",
        HEAD_251 SUTTON
        "1.0.1 Individual Schools Budget,1,1,1,1,1,1,6,0,6,1\n" SUTTON
        "1.0.2 High needs place funding within Individual Schools Budget,"
        "0,10,20,30,40,0,100,z,100,1\n" SUTTON
        "1.2.1 Top-up funding \x96 maintained schools,1,2,3,4,5,6,21,1,20,z\n" SUTTON
        "1.2.2 Top-up funding \x96 academies,10,20,30,40,50,60,210,10,200,z\n" SUTTON
        "1.2.3 Top-up and other funding,0,0,0,700,0,50,750,0,750,z\n" SUTTON
        "1.2.5 SEN support service,z,z,z,z,z,z,90,10,80,z\n" SUTTON
        "1.2.10 PFI/ BSF costs,z,z,z,z,z,z,5,0,5,z\n" SUTTON
        "\"1.9.3 Dedicated Schools Grant carried forward\",z,z,z,z,z,z,-4321,z,z,z\n" SUTTON
        "2.1.4 Home to school transport,z,z,z,z,z,z,1000,100,900,z\n" ENGLAND
        "1.2.5 SEN support service,z,z,z,z,z,z,900,0,900,z\n" LONDON
        "1.2.5 SEN support service,z,z,z,z,z,z,90,0,90,z\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_SPENDING, 2024, WHOLE) == 20 + 200 + 750 + 80 + 5);
    cr_expect(line("Sutton", 2024, OUTTURN_MAINTAINED) == 220);
    cr_expect(line("Sutton", 2024, OUTTURN_MAINTAINED_SPECIAL) == 44);
    cr_expect(line("Sutton", 2024, OUTTURN_MAINTAINED_INCOME) == 11);
    cr_expect(line("Sutton", 2024, OUTTURN_INDEPENDENT_SPECIAL) == 700);
    cr_expect(line("Sutton", 2024, OUTTURN_PLACES) == 100);
    cr_expect(line("Sutton", 2024, OUTTURN_PLACES_AP) == 40);
    cr_expect(line("Sutton", 2024, OUTTURN_PFI) == 5, "1.2.10 is not 1.2.1");
    cr_expect(line("Sutton", 2024, OUTTURN_TRANSPORT) == 900);
    cr_expect(amount("Sutton", EVIDENCE_BALANCE, 2024, WHOLE) == -4321, "a surplus is below 0");
    cr_expect(amount("England", EVIDENCE_SPENDING, 2024, WHOLE) == 900, "not with its region");
    expect_said("note: files that are not UTF-8 are read as Windows-1252: LA and school");
}

Claim(section_251, a_line_that_is_not_given_makes_its_sums_unknown_not_smaller)
{
    static const char *const MARK[] = { "c", "low", "x", "z", ":", "" };
    for (size_t i = 0; i < sizeof MARK / sizeof *MARK; i++) {
        char text[3000];
        snprintf(text, sizeof text,
                 HEAD_251 SUTTON "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n" SUTTON
                                 "1.2.6 Hospital,z,z,z,z,z,z,4,0,4,1\n" CITY
                                 "1.2.3 Top-up,0,0,0,7,0,0,7,0,7,1\n" CITY
                                 "1.2.6 Hospital,z,z,z,z,z,z,%s,%s,%s,1\n" SUTTON
                                 "1.2.12 Carbon,z,z,z,z,z,z,z,z,%s,1\n" CITY
                                 "1.2.12 Carbon,z,z,z,z,z,z,z,z,%s,1\n",
                 MARK[i], MARK[i], MARK[i], MARK[i], MARK[i]);
        import_sample_put(folder, "s251.csv", text);
        load();
        cr_expect(isnan(amount("City of London", EVIDENCE_SPENDING, 2024, WHOLE)), "'%s'", MARK[i]);
        cr_expect(isnan(line("City of London", 2024, OUTTURN_HOSPITAL)), "'%s'", MARK[i]);
        cr_expect(line("City of London", 2024, OUTTURN_INDEPENDENT) == 7);
        cr_expect(amount("Sutton", EVIDENCE_SPENDING, 2024, WHOLE) == 13,
                  "carbon was not collected, and is no part: '%s'", MARK[i]);
        expect_said("suppressed: s251.csv: lines without an amount, so they and sums of them are "
                    "not known: City of London 1.2.6 in 2023-24");
        evidence_release(&all);
    }
}

Claim(section_251, a_line_given_twice_is_counted_once_and_said)
{
    import_sample_put(folder, "s251.csv",
                      HEAD_251 SUTTON "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n" SUTTON
                                      "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_SPENDING, 2024, WHOLE) == 9);
    expect_said("sums: s251.csv: lines that are given twice; the first is used: Sutton 1.2.3");
}

Claim(section_251, years_areas_and_amounts_that_cannot_be_are_faults)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "s251.csv",
                      HEAD_251 OF("2023", "Local authority", "E09000029", "319",
                                  "Sutton") "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n" SUTTON
                                            "1.2.3 Top-up,0,0,0,9,0,0,9,0,lots,1\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, "is '2023', want a financial year, as in 202324"), "%s",
                       faults);
    cr_expect_not_null(strstr(faults, ":3: column 21: is 'lots', want pounds"), "%s", faults);
}

Claim(section_251, outturn_below_0_in_all_is_left_out)
{
    import_sample_put(folder, "s251.csv", HEAD_251 SUTTON "1.2.3 Top-up,0,0,0,9,0,0,9,0,-9,1\n");
    load();
    cr_expect(isnan(amount("Sutton", EVIDENCE_SPENDING, 2024, WHOLE)));
    cr_expect(line("Sutton", 2024, OUTTURN_INDEPENDENT) == -9);
    expect_said("sums: s251.csv: Sutton, 2023-24: lines 1.2.x add up to -9, below 0");
}

Claim(section_251, the_budget_is_known_and_not_read)
{
    import_sample_put(
        folder, "budget.csv",
        "time_period,la_name,category_of_planned_expenditure,net_planned_expenditure\n"
        "202526,Sutton,1.2.3 Top-up,9\n");
    import_sample_put(folder, "s251.csv", HEAD_251 SUTTON "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n");
    load();
    cr_expect_eq(all.n_source, 1);
    expect_said("note: files that are not read: budget.csv: Section 251 budget");
}

/* ---- the dedicated schools grant */

Claim(dsg, allocations_have_titles_regions_and_authorities_by_number)
{
    import_sample_put(
        folder, "allocations.csv",
        "Dedicated schools grant (DSG): 2025 to 2026 financial year,,,,,,,,\n,,,,,,,,\n"
        "LA,Local authority,Schools block (\xc2\xa3s),Central school services block (\xc2\xa3s),"
        "High needs block (\xc2\xa3s),Early years block (\xc2\xa3s),"
        "Total DSG allocation (\xc2\xa3s),High needs block after deductions (\xc2\xa3s)\n"
        "ENGLAND,,\"1,000\",20,\"10,700\",30,\"11,750\",\"9,000\"\n"
        "LONDON,,10,2,3,4,19,3\n"
        "319,Sutton,\"200,000,000\",1,\"55,000,000\",4,\"255,000,005\",\"50,000,000\"\n"
        "342,St Helens,10,x,30,40,80,30\n"
        "Note: figures are rounded,,,,,,,\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_BLOCK, 2026, WHOLE) == 55e6);
    cr_expect(amount("Sutton", EVIDENCE_BLOCK_AFTER, 2026, WHOLE) == 50e6);
    cr_expect(amount("Sutton", EVIDENCE_DSG, 2026, DSG_SCHOOLS) == 200e6);
    cr_expect(amount("Sutton", EVIDENCE_DSG, 2026, DSG_CENTRAL) == 1);
    cr_expect(amount("Sutton", EVIDENCE_DSG, 2026, DSG_TOTAL) == 255000005);
    cr_expect(amount("England", EVIDENCE_BLOCK, 2026, WHOLE) == 10700);
    cr_expect(isnan(amount("342", EVIDENCE_DSG, 2026, DSG_CENTRAL)));
    expect_said("missing: allocations.csv: 1 amounts are not given");
    expect_said("note: allocations.csv: 1 rows are no authority of England");
}

Claim(dsg, millions_become_pounds)
{
    import_sample_put(folder, "Allocations_2019-20.csv",
                      "LA name,\"2019-20 schools block \n(\xc2\xa3 million)\","
                      "\"2019-20 high needs block (\xc2\xa3 million)\"\n"
                      "Herefordshire,90.5,25.25\n");
    load();
    cr_expect(amount("884", EVIDENCE_BLOCK, 2020, WHOLE) == 25.25e6);
    cr_expect(amount("884", EVIDENCE_DSG, 2020, DSG_SCHOOLS) == 90.5e6);
}

Claim(dsg, a_sheet_without_a_year_is_refused)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "dsg.csv",
                      "LA,Schools block (\xc2\xa3s),High needs block (\xc2\xa3s)\n319,1,2\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "does not say its financial year"), "%s", err.text);
}

Claim(dsg, deductions_have_three_rows_of_headings)
{
    import_sample_put(
        folder, "deductions.csv",
        "Dedicated schools grant: 2023 to 2024 high needs block deductions,,,,,,,,,,\n"
        ",,\"Mainstream academies (special educational needs (SEN) units and resourced "
        "provision)\",,,,Special academies,,,Hospital Academies,\"Total deduction to high needs "
        "block for direct funding of places (\xc2\xa3s)\"\n"
        ",,\"Pre-16 SEN places funded at \xc2\xa3"
        "6,000\",,,\"Pre-16 SEN places funded at "
        "\xc2\xa3"
        "10,000\",Pre-16 SEN Places,,,Hospital Academies funding,\n"
        "LA,Name,April to August places,September to March places,SEN places deduction (\xc2\xa3s),"
        "SEN places deduction (\xc2\xa3s),Apr - Aug places,Sep - Mar places,"
        "SEN places deduction (\xc2\xa3s),Total hospital education deduction (\xc2\xa3s),\n"
        "319,Sutton,10,12,67000,20000,100,110,\"1,058,333\",5000,\"1,150,333\"\n"
        "England,,20,24,134000,40000,200,220,\"2,116,666\",10000,\"2,300,666\"\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_DEDUCTION, 2024, WHOLE) == 1150333);
    cr_expect(amount("Sutton", EVIDENCE_DEDUCTION, 2024, PAID_MAINSTREAM_6000) == 67000);
    cr_expect(amount("Sutton", EVIDENCE_DEDUCTION, 2024, PAID_MAINSTREAM_10000) == 20000);
    cr_expect(amount("Sutton", EVIDENCE_DEDUCTION, 2024, PAID_SPECIAL) == 1058333);
    cr_expect(amount("Sutton", EVIDENCE_DEDUCTION, 2024, PAID_HOSPITAL) == 5000);
    cr_expect(amount("Sutton", EVIDENCE_PLACES_SPRING, 2024, PAID_SPECIAL) == 100);
    cr_expect(amount("Sutton", EVIDENCE_PLACES_AUTUMN, 2024, PAID_SPECIAL) == 110);
    cr_expect(amount("Sutton", EVIDENCE_PLACES_AUTUMN, 2024, PAID_MAINSTREAM_6000) == 12);
    cr_expect(amount("England", EVIDENCE_DEDUCTION, 2024, WHOLE) == 2300666);
}

/* ---- neighbours */

Claim(neighbours, numbers_or_names_and_what_stands_beside_them)
{
    import_sample_put(folder, "sn_model_2024_wide.csv",
                      "old_la_code,la_name,SN_1,SN_2,SN_3,SN_4,SN_5,SN_6,SN_7,SN_8,SN_9,SN_10\n"
                      "319,Sutton,302,303,304,305,306,307,308,309,310,311\n");
    import_sample_put(folder, "workbook.csv",
                      "Title,,,\nLA number,SN1,SN1,SN2,SN2,SN3,SN3,SN4,SN4,SN5,SN5,SN6,SN6,SN7,SN7,"
                      "SN8,SN8,SN9,SN9,SN10,SN10\n"
                      "302,Sutton,Close,Bexley,Close,Brent,Close,Bromley,Close,Croydon,Close,"
                      "Ealing,Close,Enfield,Close,Haringey,Close,Harrow,Close,Atlantis,Close\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_NEIGHBOUR, 2024, 1) == 302);
    cr_expect(amount("Sutton", EVIDENCE_NEIGHBOUR, 2024, 10) == 311);
    cr_expect(amount("Barnet", EVIDENCE_NEIGHBOUR, 2025, 1) == 319);
    cr_expect(isnan(amount("Barnet", EVIDENCE_NEIGHBOUR, 2025, 10)));
    expect_said("missing: workbook.csv: 1 neighbours are neither a number nor a name");
}

/* ---- capacity */

#define REGISTER                                                                         \
    "URN,LA (code),LA (name),TypeOfEstablishment (code),EstablishmentStatus (name),"     \
    "SchoolCapacity,NumberOfPupils,ResourcedProvisionOnRoll,ResourcedProvisionCapacity," \
    "SenUnitOnRoll,SenUnitCapacity\n"

Claim(capacity, schools_of_the_register_are_summed_by_kind)
{
    import_sample_put(folder, "edubasealldata20251130.csv",
                      REGISTER "1,319,Sutton,7,Open,100,110,,,,\n"
                               "2,319,Sutton,44,\"Open, but proposed to close\",50,40,,,,\n"
                               "3,319,Sutton,36,Closed,500,0,,,,\n"
                               "4,319,Sutton,36,Proposed to open,120,,,,,\n"
                               "5,319,Sutton,34,Open,900,910,18,20,9,10\n"
                               "6,319,Sutton,1,Open,400,380,,,11,12\n"
                               "7,319,Sutton,10,Open,60,33,,,,\n"
                               "8,303,Bexley,12,Open,80,81,,,,\n9,303,Bexley,7,Open,,70,,,,\n"
                               "10,681,Cardiff,30,Open,80,81,,,,\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_SPECIAL) == 150);
    cr_expect(amount("Sutton", EVIDENCE_ON_ROLL, 2025, CAPACITY_SPECIAL) == 150);
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_UNIT) == 22);
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_RESOURCED) == 20);
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_INDEPENDENT) == 60);
    cr_expect(isnan(amount("Bexley", EVIDENCE_CAPACITY, 2025, CAPACITY_SPECIAL)),
              "a school without a capacity does not make it smaller");
    cr_expect(amount("Bexley", EVIDENCE_ON_ROLL, 2025, CAPACITY_SPECIAL) == 151);
    expect_said("missing: edubasealldata20251130.csv: 1 capacities or pupils are not given");
}

Claim(capacity, a_school_is_counted_once_and_what_is_left_out_is_named)
{
    import_sample_put(folder, "edubasealldata20251130.csv",
                      REGISTER "2,319,Sutton,44,Open,50,40,,,,\n"
                               "2,319,Sutton,44,Open,50,40,,,,\n"
                               "10,681,Cardiff,30,Open,80,81,,,,\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_SPECIAL) == 50);
    expect_said("sums: edubasealldata20251130.csv: 1 rows have the number of a school");
    expect_said("no authority of England that is known, left out: Cardiff (681)");
}

Claim(capacity, a_register_that_does_not_say_who_is_open_is_a_fault)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "edubasealldata20251130.csv",
                      REGISTER "2,319,Sutton,44,Qqq,50,40,,,,\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, "is 'Qqq', want Open, Closed"), "%s", faults);
}

Claim(capacity, sums_given_twice_are_a_fault)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "scap.csv",
                      "LA code,Provision,Year,Capacity\n319,SEN units,2025,150\n"
                      "319,SEN units,2025,150\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, ":3: column 2: and the year stand in a row above"), "%s",
                       faults);
}

Claim(capacity, a_scap_return_has_its_forecasts_in_later_years)
{
    import_sample_put(folder, "scap.csv",
                      "LA code,Provision,Academic year,Capacity,Pupils\n"
                      "319,Special schools,2024/25,150,160\n319,Special schools,2027/28,200,210\n"
                      "319,SEN units,2024/25,22,20\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_SPECIAL) == 150);
    cr_expect(amount("Sutton", EVIDENCE_ON_ROLL, 2028, CAPACITY_SPECIAL) == 210);
    cr_expect(amount("Sutton", EVIDENCE_CAPACITY, 2025, CAPACITY_UNIT) == 22);
}

Claim(capacity, what_is_no_provision_or_year_is_a_fault)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "scap.csv",
                      "LA code,Provision,Year,Capacity\n319,Nurseries,2025,150\n"
                      "319,Special schools,next,150\n319,Special schools,2025,lots\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, "is 'Nurseries', want special schools"), "%s", faults);
    cr_expect_not_null(strstr(faults, "is 'next', want a year"), "%s", faults);
    cr_expect_not_null(strstr(faults, "is 'lots', want pupils"), "%s", faults);
}

#define SURREY OF("202728", "Local authority", "E06000099", "999", "East Surrey")

Claim(section_251, an_authority_that_is_not_known_is_named_once)
{
    import_sample_put(folder, "s251.csv",
                      HEAD_251 SURREY "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n" SURREY
                                      "1.2.5 SEN support,z,z,z,z,z,z,9,0,9,1\n" SUTTON
                                      "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n");
    load();
    cr_expect_eq(all.n_area, 1);
    expect_said("missing: s251.csv: no local authorities that are known, left out: East Surrey "
                "(999)");
}

Claim(dsg, balances_are_deficits_whatever_they_are_called)
{
    import_sample_put(folder, "a balances.csv",
                      "Title\nLocal authority,\"DSG deficit at 31 March 2024 (\xc2\xa3 million)\","
                      "DSG balance at 31 March 2025 (\xc2\xa3),DSG deficit 2022-23 (%)\n"
                      "Sutton,12.5,\"-14,000,000\",10\nKingston upon Thames,3.5,2000000,c\n"
                      "Bexley,1,2,3\n");
    import_sample_put(folder, "b allocations 2022-23.csv",
                      "LA,Name,Schools block (\xc2\xa3s),High needs block (\xc2\xa3s),"
                      "Total DSG allocation (\xc2\xa3s)\n319,Sutton,1,2,200000000\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_BALANCE, 2024, WHOLE) == 12.5e6);
    cr_expect(amount("Sutton", EVIDENCE_BALANCE, 2025, WHOLE) == 14e6);
    cr_expect(amount("Sutton", EVIDENCE_BALANCE, 2023, WHOLE) == 20e6, "10%% of the DSG");
    cr_expect(amount("314", EVIDENCE_BALANCE, 2024, WHOLE) == 3.5e6);
    cr_expect(amount("314", EVIDENCE_BALANCE, 2025, WHOLE) == -2e6);
    cr_expect(isnan(amount("Bexley", EVIDENCE_BALANCE, 2023, WHOLE)));
    expect_said("missing: a balances.csv: 1 balances are percentages of a DSG that is not known");
    expect_said("missing: a balances.csv: 1 amounts are not given");
}

Claim(dsg, balances_take_their_year_from_a_column_or_are_faults)
{
    import_sample_put(folder, "balances.csv",
                      "old_la_code,la_name,time_period,dsg_deficit_gbp\n319,Sutton,202324,5\n"
                      "319,Sutton,202425,7\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_BALANCE, 2024, WHOLE) == 5);
    cr_expect(amount("Sutton", EVIDENCE_BALANCE, 2025, WHOLE) == 7);
    struct hr_err err = { 0 };
    import_sample_put(folder, "balances.csv", "old_la_code,DSG deficit (\xc2\xa3)\n319,5\n");
    evidence_release(&all);
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, "has no year: want one in the heading"), "%s", faults);
}

static double
balance_of(const char *heading, const char *cell)
{
    char text[400];
    evidence_release(&all);
    snprintf(text, sizeof text, "LA,\"%s\"\nKent,\"%s\"\n", heading, cell);
    import_sample_put(folder, "balances.csv", text);
    load();
    return amount("Kent", EVIDENCE_BALANCE, 2025, WHOLE);
}

static void
expect_fault(const char *heading, const char *cell, const char *says)
{
    struct hr_err err = { 0 };
    char text[400];
    evidence_release(&all);
    snprintf(text, sizeof text, "LA,\"%s\"\nKent,\"%s\"\n", heading, cell);
    import_sample_put(folder, "balances.csv", text);
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO, "%s", heading);
    const char *faults = import_sample_faults(&all.faults);
    cr_expect_not_null(strstr(faults, says), "%s: %s", heading, faults);
}

Claim(dsg, a_balance_has_the_sign_and_unit_of_its_heading)
{
    static const struct {
        const char *heading, *cell;
    } DEFICIT[] = {
        { "DSG surplus/(deficit) 31 March 2025 (\xc2\xa3m)", "(97.5)" },
        { "DSG (surplus)/deficit 31 March 2025 (\xc2\xa3m)", "97.5" },
        { "DSG deficit/(surplus) at 31 March 2025 \xc2\xa3m", "97.5" },
        { "DSG cumulative surplus (+) / deficit (-) 2024-25 \xc2\xa3m", "-97.5" },
        { "DSG deficit (+) / surplus (-) 2024-25 (\xc2\xa3 million)", "+97.5" },
        { "DSG balance 31 March 2025 (\xc2\xa3"
          "000)",
          "(97,500)" },
        { "DSG balance 31 March 2025 (\xc2\xa3'000)", "-97500" },
        { "DSG balance 31 March 2025 (\xc2\xa3\xe2\x80\x99"
          "000s)",
          "-97500" },
        { "DSG deficit 31 March 2025 (\xc2\xa3k)", "97500" },
        { "dsg_deficit_2024-25_gbp_m", "97.5" },
        { "DSG deficit 31 March 2025, pounds", "\xc2\xa3"
                                               "97,500,000" },
    };
    for (size_t i = 0; i < sizeof DEFICIT / sizeof *DEFICIT; i++)
        cr_expect(balance_of(DEFICIT[i].heading, DEFICIT[i].cell) == 97.5e6, "%s: %g",
                  DEFICIT[i].heading, amount("Kent", EVIDENCE_BALANCE, 2025, WHOLE));
    cr_expect(balance_of("DSG surplus/(deficit) 31 March 2025 (\xc2\xa3m)", "2.5") == -2.5e6);
}

Claim(dsg, a_balance_whose_heading_settles_nothing_is_asked_about)
{
    const char *const sign = "does not say whether a deficit is above or below 0: want 'deficit', "
                             "'surplus/(deficit)' or 'deficit/(surplus)'";
    expect_fault("DSG surplus or deficit 31 March 2025 \xc2\xa3"
                 "000",
                 "-97500", sign);
    expect_fault("DSG carried forward 31 March 2025 \xc2\xa3m", "97.5", sign);
    expect_fault("DSG (deficit) 31 March 2025 \xc2\xa3m", "97.5", sign);
    expect_fault("DSG deficit 31 March 2025", "97.5", "does not say its unit: want it");
    expect_fault("DSG deficit 31 March 2025 \xc2\xa3m (%)", "97.5", "or two: want one");
    expect_fault("DSG deficit 31 March 2025 \xc2\xa3m", "(97.5)",
                 "below 0, and the heading has one word alone: want 'surplus/(deficit)'");
}

Claim(dsg, what_is_no_balance_at_a_years_end_is_not_read_as_one)
{
    import_sample_put(folder, "balances.csv",
                      "LA,DSG in-year deficit 2024-25 (\xc2\xa3m),DSG deficit 2024-25 (\xc2\xa3m)\n"
                      "Kent,30,97.5\n");
    load();
    cr_expect(amount("Kent", EVIDENCE_BALANCE, 2025, WHOLE) == 97.5e6);
    expect_said("note: balances.csv: 1 columns are no balance at the end of a year");
}

Claim(dsg, the_unit_of_allocations_is_the_headings_or_the_titles)
{
    struct hr_err err = { 0 };
    import_sample_put(folder, "al 2025-26.csv",
                      "Allocations (\xc2\xa3 million),,\nLA,Schools block,High needs block\n"
                      "319,200.5,64.321\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_BLOCK, 2026, WHOLE) == 64.321e6);
    evidence_release(&all);
    import_sample_put(folder, "al 2025-26.csv",
                      "LA,Schools block (\xc2\xa3"
                      "000),High needs block (\xc2\xa3'000)\n319,\"200,500\",64321\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_BLOCK, 2026, WHOLE) == 64.321e6);
    evidence_release(&all);
    import_sample_put(folder, "al 2025-26.csv",
                      "Allocations (\xc2\xa3 million),,\nLA,Schools block (\xc2\xa3s),"
                      "High needs block (\xc2\xa3s)\n319,200.5,64.321\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(import_sample_faults(&all.faults), "another unit than the title"));
    evidence_release(&all);
    import_sample_put(folder, "al 2025-26.csv",
                      "LA,Schools block,High needs block\n319,200.5,64.321\n");
    cr_expect_eq(evidence_load(&all, folder, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(import_sample_faults(&all.faults),
                              "heading 'High needs block' does not say its unit"));
}

Claim(section_251, a_title_that_says_thousands_is_heeded)
{
    import_sample_put(folder, "s251.csv",
                      "Section 251 outturn (\xc2\xa3'000)\n" HEAD_251 SUTTON
                      "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_SPENDING, 2024, WHOLE) == 9000);
}

Claim(section_251, of_two_files_the_one_that_goes_on_longer_stands)
{
    import_sample_put(folder, "a older.csv", HEAD_251 SUTTON "1.2.3 Top-up,0,0,0,9,0,0,9,0,9,1\n");
    import_sample_put(folder, "b newer.csv",
                      HEAD_251 SUTTON "1.2.3 Top-up,0,0,0,8,0,0,8,0,8,1\n" OF(
                          "202425", "Local authority", "E09000029", "319",
                          "Sutton") "1.2.3 Top-up,0,0,0,7,0,0,7,0,7,1\n");
    load();
    cr_expect(amount("Sutton", EVIDENCE_SPENDING, 2024, WHOLE) == 8, "as revised");
    cr_expect(amount("Sutton", EVIDENCE_SPENDING, 2025, WHOLE) == 7);
    expect_said("note: of 'a older.csv' ");
    cr_expect(!is_said("counted twice"));
}
