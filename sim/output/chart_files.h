/* chart_files.h: the charts of a run as files: charts/01_fan_SCENARIO.svg, 06_mix_SCENARIO.svg and,
 * for each category whose settings have places, 14_places_CATEGORY_SCENARIO.svg; beside each .csv
 * (its numbers), .txt (title, text alternative, how to read it, what it leaves out, source), and
 * with CHARTS_ALL also .png and .pdf. Where scenarios are compared also 03_compare, and for each
 * that differs from the first 04_waterfall_SCENARIO, 05_payback_SCENARIO and, of each option that
 * costs something, 05_payback_SCENARIO_OPTION. */
#ifndef CHART_FILES_H
#define CHART_FILES_H

#include "chart.h"
#include "engine.h"
#include "folder.h"
#include "study.h"
#include "suppress.h"

enum charts { CHARTS_NONE, CHARTS_SVG, CHARTS_ALL };

/* study may be NULL. source: where the figures come from, for the source line. stop may be NULL;
 * when set, returns HR_EINTERRUPT between files. suppress may be NULL; charts that would show or
 * give away a small number are then left out, and noted there. */
HR_CHECKED int chart_files_write(const struct results *results, const struct study *study,
                                 const char *source, enum charts charts, const atomic_bool *stop,
                                 struct suppress *suppress, struct folder *folder,
                                 struct hr_err *err);

/* One chart under charts/BASE.svg, .csv, .txt (and .png, .pdf). left_out: a sentence for the .txt
 * on what the ranges do not cover, "" for none. */
HR_CHECKED int chart_file_put(struct folder *folder, const char *base, const struct chart *chart,
                              const char *left_out, enum charts charts, struct hr_err *err);

#endif
