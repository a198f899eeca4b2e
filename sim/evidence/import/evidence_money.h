/* evidence_money.h: amounts of money that are odd next to others of the same authority, said and
 * not mended, as remarks of the kind "outliers" (evidence_traps.h): another unit than the rest, a
 * column shifted, a digit lost.
 *
 * Of the high needs block (before and after deductions) and the outturn: less than half or more
 * than twice that of the last year before that is known, at most five back. Of the block: under
 * £2,000 or over £100,000 for a plan of the January in the year before, where no earlier block
 * shows it.
 *
 * Of one year: blocks of the DSG and their total; the block before and after deductions; deductions
 * by kind, their total and their places; balances beside the block (twice, or £1bn where none is
 * known); outturn for a plan; pupils beside the capacity of their schools. */
#ifndef EVIDENCE_MONEY_H
#define EVIDENCE_MONEY_H

#include "evidence.h"

HR_CHECKED int evidence_money(struct evidence *self, struct hr_err *err);

#endif
