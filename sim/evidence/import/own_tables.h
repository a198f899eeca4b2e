/* own_tables.h: two plain tables that a council has, read as evidence about one named authority.
 *
 *   stock.csv        one row for children alike; `count` of them had a plan in the January of
 *                    `census`
 *     ncy | age      national curriculum year (-4 to 21, Reception 0), or age at 31 August before
 *                    (0 to 25): one of the two columns
 *     need           an id such as asd, semh, slcn; "unknown" when it is not recorded
 *     setting        a category (mainstream, unit, state_special, ..., not_recorded), or any name
 *                    that --map gives a category to
 *     count          a whole number
 *     census         year of the January; may be left out when the file is called stock_2026.csv
 *
 *   population.csv   may be left out, with a remark
 *     mid_year       year of the mid-year estimate
 *     ncy | age      as above
 *     population     people
 *
 * Other columns are not read. A row alike but for count, a negative count, an age that is none, an
 * unknown setting are faults, each with file, line and column. The stock becomes plans by age,
 * category and need in all combinations, so that totals are there too. Several years may be in one
 * file or in several (stock_2025.csv, stock_2026.csv).
 *
 * What people have around and among such rows is left out, with one remark each: lines of one cell
 * above the header and below the rows; rows of totals ("Total", "Grand total"; "All" as an age, a
 * need or a setting); ages past 25 (plans) or 120 (people); and, where there is a column area (or
 * la_name, authority, local_authority) with several areas in it, those that are not the area named.
 */
#ifndef OWN_TABLES_H
#define OWN_TABLES_H

#include "placement_map.h"
#include "table_in.h"

#include <stdbool.h>

/* A folder with stock.csv or stock_YYYY.csv. */
bool own_tables_is(const char *folder);
/* Adds to the evidence; evidence_finish is the caller's. choices.area must be given. */
HR_CHECKED int own_tables_read(struct evidence *to, const char *folder,
                               const struct evidence_choices *choices, struct hr_err *err);
/* One of the two from memory: name decides which ("stock_2026.csv", "population.csv"), and messages
 * use it. */
HR_CHECKED int own_tables_parse(struct evidence *to, const struct table_in *table,
                                const struct evidence_choices *choices, struct hr_err *err);

#endif
