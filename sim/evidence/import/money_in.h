/* money_in.h: the tables of money and places that DfE publishes by authority, into evidence.
 *
 * Each reader takes a table that its `_is` knows by the names in it, adds what it says to the
 * evidence and remarks on what it leaves out. Financial years are those that end on 31 March of the
 * year. A mark of official statistics (c, low, x, z, :, a blank) is never a 0 and makes every sum
 * that it is part of unknown, with one exception: a line of which no row of a year has a number was
 * not collected then and is no part of a sum. Amounts in thousands or millions, as their
 * heading or the title above says (money_heading.h), become pounds. */
#ifndef MONEY_IN_H
#define MONEY_IN_H

#include "evidence.h"
#include "grid.h"

/* Section 251 outturn, "LA and school expenditure": file s251_alleducation_la_regional_national.csv
 * with columns time_period ("202324"), geographic_level, new_la_code, old_la_code, la_name,
 * category_of_expenditure ("1.2.1 Top-up funding ..."), early_years_establishments,
 * primary_schools, secondary_schools, sen_and_special_schools,
 * pupil_referral_units_and_alt_provision, post_16, gross_expenditure, income, net_expenditure.
 * Of every year and authority lines 1.0.2, 1.2.x, 2.1.1, 2.1.2 and 2.1.4 become parts of the
 * outturn, the net of all 1.2.x the outturn itself, 1.9.3 the balance (a deficit is positive).
 * England is its own row. */
bool section_251_is(const struct grid *grid);
HR_CHECKED int section_251_read(struct evidence *to, const struct grid *grid, struct hr_err *err);
/* The budget, "planned expenditure": known and not read, for it holds academies' places, which the
 * outturn does not. */
bool section_251_is_budget(const struct grid *grid);

/* Statistical neighbours: a row an authority, columns SN1 to SN10 (or SN_1), which hold numbers of
 * authorities or their names, or both under the same names. The year is that of the file's name, or
 * 2025. */
bool neighbours_is(const struct grid *grid);
HR_CHECKED int neighbours_read(struct evidence *to, const struct grid *grid, struct hr_err *err);

/* Dedicated schools grant, the workbook's sheets saved as CSV. Allocations: LA number, name,
 * schools, central school services, high needs and early years block and total, before and after
 * deductions. Deductions: places that DfE funds direct, by kind of school, in three rows of
 * headings. Both have a title that gives the financial year, or it is in the file's name. */
bool dsg_allocations_is(const struct grid *grid);
HR_CHECKED int dsg_allocations_read(struct evidence *to, const struct grid *grid,
                                    struct hr_err *err);
bool dsg_deductions_is(const struct grid *grid);
HR_CHECKED int dsg_deductions_read(struct evidence *to, const struct grid *grid,
                                   struct hr_err *err);

/* Balances of the DSG: an area (number or name) and columns whose heading says DSG and deficit,
 * surplus or balance, in pounds, thousands, millions or per cent of the DSG, which is then to be in
 * the evidence already. Sign and unit are those of the heading (money_heading.h); one that does not
 * settle them is a fault. The year is in the heading ("31 March 2025", "2024-25"), a column
 * financial_year, or the title. */
bool dsg_balances_is(const struct grid *grid);
HR_CHECKED int dsg_balances_read(struct evidence *to, const struct grid *grid, struct hr_err *err);

/* Capacity and pupils of special schools, units, resourced provision and alternative provision,
 * summed by authority: from DfE's register of schools (edubasealldata*.csv: LA (code),
 * TypeOfEstablishment (code), EstablishmentStatus (name), SchoolCapacity, NumberOfPupils,
 * SenUnitCapacity, SenUnitOnRoll, ResourcedProvisionCapacity, ResourcedProvisionOnRoll; open
 * schools alone), or from a table of the authority's own SCAP return: LA code, provision ("Special
 * schools", "SEN units", "Resourced provision", "Alternative provision", ...), year or time_period,
 * capacity and, if there, pupils (of later years: forecasts). A school without a capacity makes
 * that of its kind unknown. */
bool capacity_is(const struct grid *grid);
HR_CHECKED int capacity_read(struct evidence *to, const struct grid *grid, struct hr_err *err);

#endif
