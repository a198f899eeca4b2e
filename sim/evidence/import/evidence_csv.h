/* evidence_csv.h: evidence as one table, evidence.csv, that a spreadsheet opens and the program
 * reads back.
 *
 *   area_code, ons_code, area, level (england, region, authority), region
 *   measure        "plans", "new_plans", ... (evidence_measure_name)
 *   year, calendar what was counted when: "January", "calendar year", "mid-year" or
 *                  "financial year to March"
 *   from_age, to_age, category, need       blank: all ages, placements, needs; category may be
 *                                          "not_recorded"
 *   part                                   of a measure that has parts (evidence_measures.h);
 *                                          blank: of none; the column may be left out
 *   count
 *
 * One row a count, sorted as evidence is. Read back it is the same evidence byte for byte, but for
 * remarks and sources; areas and needs without a count are not in it. A council may write such a
 * table itself: area_code and ons_code may then be anything short that names the area, and columns
 * region and ons_code may be blank. */
#ifndef EVIDENCE_CSV_H
#define EVIDENCE_CSV_H

#include "evidence.h"
#include "table_in.h"

/* The whole file in memory; owned by the caller (free). */
HR_CHECKED int evidence_csv_text(const struct evidence *self, char **text, size_t *size,
                                 struct hr_err *err);

/* Adds what a table says, and the table as a source; evidence_finish is the caller's. HR_ESCENARIO:
 * to->faults names all that is wrong by file, line and column. */
HR_CHECKED int evidence_csv_parse(struct evidence *to, const struct table_in *table,
                                  struct hr_err *err);

#endif
