#include "reader_outcome.h"

#include "areas_list.h"
#include "areas_successors.h"
#include "claim.h"
#include "evidence_csv.h"
#include "import.h"
#include "scenario_sample.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *
path_of(const struct reader_of *of)
{
    char *path = text_of("%s/%s", of->folder, of->file);
    cr_assert_not_null(path);
    return path;
}

static void
take_text(struct text *from, struct reader_outcome *out)
{
    struct hr_err err = { 0 };
    cr_assert_eq(text_take(from, &out->text, &err), 0);
}

static void
take_faults(const struct faults *from, struct reader_outcome *out)
{
    for (size_t i = 0; i < from->n; i++)
        faults_add(&out->evidence.faults, from->item[i].where, "%s", from->item[i].text);
}

static void
take_words(const struct faults *from, struct reader_outcome *out)
{
    struct hr_err err = { 0 };
    for (size_t i = 0; i < from->n; i++)
        cr_assert_eq(evidence_remark(&out->evidence, &err, "%s", from->item[i].text), 0);
}

void
reader_of_data(const struct reader_of *of, struct reader_outcome *out)
{
    struct hr_err err = { 0 };
    struct placement_map map;
    size_t size;
    cr_assert_eq(placement_map_init(&map, &err), 0);
    const struct evidence_choices choices = { .map = &map, .area = "Oakham" };
    *out = (struct reader_outcome){ .text = NULL };
    out->ret = evidence_load_as(&out->evidence, of->folder, &choices, &err);
    if (out->ret == 0)
        cr_assert_eq(evidence_csv_text(&out->evidence, &out->text, &size, &err), 0);
    placement_map_release(&map);
}

void
reader_of_areas(const struct reader_of *of, struct reader_outcome *out)
{
    struct hr_err err = { 0 };
    struct areas_list list;
    struct text text;
    char *path = path_of(of);
    *out = (struct reader_outcome){ .text = NULL };
    evidence_init(&out->evidence);
    out->ret = areas_list_read(&list, path, NULL, 0, &err);
    text_init(&text);
    for (size_t i = 0; i < list.n_row; i++) {
        const struct areas_row *row = &list.row[i];
        text_add(&text, "%s|%s|%s", row->area, row->scenario, row->region);
        for (size_t k = 0; k < row->n_group; k++)
            text_add(&text, "|%s", row->group[k]);
        text_add(&text, "\n");
    }
    take_text(&text, out);
    take_faults(&list.faults, out);
    areas_list_release(&list);
    free(path);
}

void
reader_of_successors(const struct reader_of *of, struct reader_outcome *out)
{
    struct hr_err err = { 0 };
    struct areas_successors read;
    struct text text;
    char *path = path_of(of);
    *out = (struct reader_outcome){ .text = NULL };
    evidence_init(&out->evidence);
    out->ret = areas_successors_read(&read, path, &err);
    text_init(&text);
    for (size_t i = 0; i < read.n_part; i++) {
        const struct areas_part *part = &read.part[i];
        text_add(&text, "%s|%s|%d|%d|%g|%g", part->successor, part->from, (int)part->rule,
                 part->begins, part->low, part->high);
        for (size_t b = 0; b < N_AREAS_BASIS; b++)
            text_add(&text, "|%g", part->share[b]);
        text_add(&text, "\n");
    }
    take_text(&text, out);
    take_faults(&read.faults, out);
    areas_successors_release(&read);
    free(path);
}

/* ---- tables of a scenario */

static void
put_people(const struct inputs *in, struct text *to)
{
    for (size_t i = 0; i < in->plans.n_cell; i++) {
        const struct stock_cell_in *cell = &in->plans.cell[i];
        text_add(to, "%d|%s|%s|%g\n", cell->ncy, cell->need, cell->setting, cell->count);
    }
    for (size_t i = 0; i < in->population.n_count; i++) {
        text_add(to, "%d", in->population.count[i].mid_year);
        for (size_t age = 0; age < N_NCY; age++)
            text_add(to, "|%g", in->population.count[i].by_age[age]);
        text_add(to, "\n");
    }
}

static void
put_rates(const struct rates_in *in, struct text *to)
{
    for (size_t i = 0; i < in->n_leave; i++)
        text_add(to, "leave %d|%s|%s|%g|%g\n", in->leave[i].ncy, in->leave[i].need,
                 in->leave[i].setting, in->leave[i].left, in->leave[i].stayed);
    for (size_t i = 0; i < in->n_join; i++)
        text_add(to, "join %d|%g|%g\n", in->join[i].ncy, in->join[i].joined,
                 in->join[i].not_joined);
    for (size_t i = 0; i < in->n_move; i++)
        text_add(to, "move %d|%s|%s|%s|%g\n", in->move[i].ncy, in->move[i].need,
                 in->move[i].setting, in->move[i].to, in->move[i].weight);
    for (size_t i = 0; i < in->n_place; i++)
        text_add(to, "place %d|%s|%s|%g\n", in->place[i].ncy, in->place[i].need,
                 in->place[i].setting, in->place[i].weight);
}

void
reader_of_scenario(const struct reader_of *of, struct reader_outcome *out)
{
    struct scenario scenario;
    struct text text;
    char *set = text_of("%s=\"%s/%s\"", of->key, of->folder, of->file);
    const bool plans = strcmp(of->key, "plans.table") == 0;
    cr_assert_not_null(set);
    *out = (struct reader_outcome){ .text = NULL };
    evidence_init(&out->evidence);
    if (plans)
        out->ret = scenario_sample_load(&scenario, set, "plans.by_setting=( )", "plans.by_age=( )",
                                        "plans.by_need=( )", NULL);
    else if (strcmp(of->key, "population.table") == 0)
        out->ret = scenario_sample_load(&scenario, set, "population.counts=( )", NULL);
    else
        out->ret = scenario_sample_load(&scenario, set, NULL);
    text_init(&text);
    if (out->ret == 0) {
        put_people(&scenario.inputs, &text);
        put_rates(&scenario.inputs.rates, &text);
    }
    take_text(&text, out);
    take_faults(&scenario.faults, out);
    take_words(&scenario.notes, out);
    take_words(&scenario.questions, out);
    scenario_release(&scenario);
    free(set);
}

/* ---- */

bool
reader_outcome_says(const struct reader_outcome *self, const char *remark)
{
    for (size_t i = 0; i < self->evidence.n_remark; i++)
        if (strcmp(self->evidence.remark[i], remark) == 0)
            return true;
    return false;
}

void
reader_outcome_release(struct reader_outcome *self)
{
    free(self->text);
    evidence_release(&self->evidence);
}
