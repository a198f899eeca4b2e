/* The kinds of file, in the order in which a newcomer wants them. */
#include "data_files.h"
#include "money_in.h"
#include "mid_years.h"

static bool
is_population(const struct grid *grid)
{
    return mid_years_layout(grid) != NULL;
}

static const struct data_kind KIND[] = {
    { .name = "Education, health and care plans",
      .publisher = "DfE",
      .called = "the release of that name, reporting year 2020 to 2026: the .zip as downloaded, or "
                "its folder",
      .where = "explore-education-statistics.service.gov.uk, \"Education, health and care plans\", "
               "\"Download all data (ZIP)\"",
      .columns = "all counts of caseload, newplans, ceased_plans, requests, assessments, "
                 "sen_needs_all_plans and timeliness, and of the files that had their place before "
                 "2025",
      .gives = "children with plans by age, placement and need; who joins, leaves and moves, in "
               "every authority",
      .without = "nothing can be fitted" },
    { .name = "Population by single year of age",
      .publisher = "ONS",
      .called =
          "\"Estimates of the population for England and Wales\", detailed time series (sheet "
          "MYEB1), or \"... for the UK\" (sheet MYE2 - Persons); or nomis, \"Population "
          "estimates - local authority based by single year of age\"; or \"2022 SNPP "
          "Population persons.csv\" for projections. Several may be there",
      .where = "ons.gov.uk, People, population and community, Population estimates: a workbook, of "
               "which the sheet is saved as CSV; nomisweb.co.uk gives CSV",
      .columns = "area code and name, sex, age, year, people; ages 0 to 25, both sexes added up; "
                 "districts are added up to their county; England",
      .gives = "how many children there are at each age: plans per child, and births and moves to "
               "come",
      .without = "nothing can be fitted",
      .is = is_population,
      .workbook = "*@(mye|pop|estimate|ew20)*",
      .sheet = "its sheet MYEB1 or MYE2 - Persons" },
    { .name = "Section 251 outturn",
      .publisher = "DfE",
      .called =
          "\"LA and school expenditure\", file s251_alleducation_la_regional_national.csv, in "
          "the .zip or by itself",
      .where = "explore-education-statistics.service.gov.uk, \"LA and school expenditure\", "
               "\"Download all data (ZIP)\"",
      .columns =
          "time_period, geographic_level, new_la_code, old_la_code, la_name, "
          "category_of_expenditure (lines 1.0.2, 1.2.x, 1.9.3, 2.1.1, 2.1.2, 2.1.4), the six "
          "kinds of provider, gross_expenditure, income, net_expenditure",
      .gives = "what the authority spent, by line and kind of provider; the DSG carried forward at "
               "31 March",
      .without = "no money of the authority's own",
      .is = section_251_is,
      .read = section_251_read },
    { .name = "Section 251 budget",
      .publisher = "DfE",
      .called = "\"Planned LA and school expenditure\"",
      .where = "explore-education-statistics.service.gov.uk",
      .columns = "none",
      .gives = "nothing",
      .without = "nothing is lost",
      .is = section_251_is_budget,
      .refused = "what was planned, with academies' places, which the outturn does not have" },
    { .name = "DSG allocations",
      .publisher = "DfE",
      .called = "\"Dedicated schools grant (DSG): 2025 to 2026\", the workbook's sheet of "
                "allocations by authority, a file for each year",
      .where = "gov.uk, the year's \"Dedicated schools grant\" page, \"DSG allocations\": an .ods "
               "or .xlsx, of which the sheet is saved as CSV with its title",
      .columns = "number and name of the authority; schools, central school services, high needs "
                 "and early years block and total, before and after deductions, with their unit "
                 "(£, £000, £m) in the heading or the title",
      .gives = "the grant that has been allocated",
      .without = "the grant is an estimate, and marked so",
      .is = dsg_allocations_is,
      .read = dsg_allocations_read,
      .workbook = "*@(dsg|dedicated|high?needs|allocation)*",
      .sheet = "its sheet of allocations by authority and its sheet High_needs_deductions" },
    { .name = "High needs place deductions",
      .publisher = "DfE",
      .called = "the same workbook, sheet High_needs_deductions",
      .where = "as above; its three rows of headings are kept",
      .columns =
          "number of the authority; for each kind of school places in both parts of the year "
          "and the deduction in pounds",
      .gives = "places in academies and colleges that DfE pays direct",
      .without = "place funding is that of the outturn alone",
      .is = dsg_deductions_is,
      .read = dsg_deductions_read },
    { .name = "DSG balances",
      .publisher = "DfE, authorities",
      .called = "any table of them: the section 251 outturn has them too (line 1.9.3)",
      .where = "reports to the schools forum, DfE's answers to questions, tables made of either",
      .columns =
          "number or name of the authority; columns whose heading says DSG, the sign (deficit, "
          "balance, surplus/(deficit), surplus (+) / deficit (-)), the unit (£, £000, £m, "
          "or % of the DSG when the year's allocations are there), and 31 March 2025 or "
          "2024-25",
      .gives = "the deficit or surplus to begin with",
      .without = "it is rolled forward from the last one known, as an estimate",
      .is = dsg_balances_is,
      .read = dsg_balances_read,
      .after_others = true },
    { .name = "Statistical neighbours",
      .publisher = "DfE",
      .called = "\"Children's services statistical neighbour benchmarking tool\", the sheet of "
                "neighbours; or a CSV with old_la_code, SN1 to SN10",
      .where = "gov.uk, the page of that name: a workbook, of which the sheet is saved as CSV",
      .columns = "LA number, SN1 to SN10 (numbers or names)",
      .gives = "whom an authority is compared with, and from whom it takes what it lacks",
      .without = "England takes the neighbours' place",
      .is = neighbours_is,
      .read = neighbours_read,
      .workbook = "*@(neighbour|benchmark|snbt|sn?model)*",
      .sheet = "its sheet with LA number and SN1 to SN10" },
    { .name = "Capacity of special schools and units",
      .publisher = "DfE; your SCAP return",
      .called = "the register of schools, edubasealldata with its date (\"Establishment fields "
                "CSV\"); or a CSV of your School Capacity return, a row for each provision and "
                "year",
      .where = "get-information-schools.service.gov.uk, \"Download all establishment data\"; your "
               "return as a table with LA code, provision, year, capacity, pupils",
      .columns = "LA (code), TypeOfEstablishment (code), EstablishmentStatus (name), "
                 "SchoolCapacity, NumberOfPupils, and capacity and pupils on roll of units and "
                 "resourced provision; or those of the return, whose later years are its forecasts",
      .gives = "how many the authority's special schools and units can take, and have: what to "
               "write as places of a setting",
      .without = "places are not limited until you write them",
      .is = capacity_is,
      .read = capacity_read },
    { .name = "Your own counts",
      .publisher = "you",
      .called = "stock.csv, and population.csv if you have it, in a folder of their own",
      .where = "'headroom help import' describes them",
      .columns = "ncy or age, need, setting, count, census; mid_year, ncy or age, population",
      .gives = "your children of a January in place of those that DfE published",
      .without = "the release's children" },
    { .name = "Your person-level SEN2 return",
      .publisher = "you; DfE's COLLECT",
      .called = "the export of COLLECT, a CSV of each module (Blade-Export_20-03-2025_person.csv "
                "and so on), of one year or several, in a folder of their own; with it "
                "edubasealldata*.csv or urns.csv, to know what a school is",
      .where = "COLLECT, the blade export as CSV; 'headroom help import' describes the modules",
      .columns = "the keys that join the modules, day of birth, days and codes of requests, "
                 "assessments, plans and placements; no name, postcode or sex",
      .gives = "your children by age, placement and need of two Januaries, new and ended plans, "
               "timeliness, leavers by reason, moves: counts alone, no row about a child",
      .without = "the release's children" },
    { .name = "Your ledger of placement costs",
      .publisher = "you",
      .called = "ledger.csv, or ledger with anything behind it, beside the SEN2 return",
      .where = "your finance system; 'headroom help import' describes its columns",
      .columns = "child (UPN), urn or setting; fund; cost, annual_cost or weekly_cost and weeks; "
                 "start, end; financial_year",
      .gives = "prices by kind of setting, how far children's prices spread, and what health and "
               "social care pay: prices.cfg",
      .without = "prices from section 251, or England's" },
};

size_t
data_kind_count(void)
{
    return sizeof KIND / sizeof *KIND;
}

const struct data_kind *
data_kind_item(size_t i)
{
    return &KIND[i];
}
