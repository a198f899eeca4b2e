/* workbook_sample.h: results.xlsx of the sample area (fixture.h) with a threshold and reserves, in
 * a folder.
 *
 *   workbook_sample_init(&made);       a sample, its results and what its options do
 *   made.table[i] ...                  change what is written
 *   workbook_sample_write(&made);      made.xlsx
 *   workbook_sample_release(&made); */
#ifndef WORKBOOK_SAMPLE_H
#define WORKBOOK_SAMPLE_H

#include "fixture.h"
#include "run_workbook.h"
#include "study.h"
#include "xlsx_read.h"

enum { WORKBOOK_TABLES = 48 };

struct workbook_sample {
    struct fixture of;
    struct study study;
    struct table table[WORKBOOK_TABLES];
    struct workbook_table list[WORKBOOK_TABLES];
    size_t n_table;
    bool plain;
    char dir[64], path[128]; /* of the workbook */
    struct xlsx xlsx;
};

void workbook_sample_init(struct workbook_sample *self);
void workbook_sample_write(struct workbook_sample *self);
/* Without a check of success; 0 or what run_workbook_write returned. */
int workbook_sample_try(struct workbook_sample *self, const char *target, struct hr_err *err);
void workbook_sample_release(struct workbook_sample *self);
/* By name; a table that is not there fails the test. */
struct table *workbook_sample_table(struct workbook_sample *self, const char *name);

#endif
