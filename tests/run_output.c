#include "run_output.h"

#include "calendar.h"
#include "temp_dir.h"
#include "claim.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *
read_text(const char *dir, const char *name)
{
    char path[700];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *const file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    cr_assert_eq(fseek(file, 0, SEEK_END), 0);
    const long size = ftell(file);
    rewind(file);
    char *const text = calloc(1, (size_t)size + 1);
    cr_assert_eq(fread(text, 1, (size_t)size, file), (size_t)size, "%s", path);
    (void)fclose(file);
    return text;
}

/* The program next to this one. */
static void
run_program(struct run_output *self, const char *arguments)
{
    char self_path[400] = "", command[1400];
    temp_dir(self->dir, sizeof self->dir);
    const ssize_t n = readlink("/proc/self/exe", self_path, sizeof self_path - 1);
    cr_assert_gt(n, 0);
    *strrchr(self_path, '/') = '\0';
    (void)snprintf(command, sizeof command, "%s/../headroom run %s -o %s/run --charts svg >%s/said",
                   self_path, arguments, self->dir, self->dir);
    cr_assert_eq(system(command), 0, "%s", command);
    self->said = read_text(self->dir, "said");
    (void)snprintf(self->dir + strlen(self->dir), sizeof self->dir - strlen(self->dir), "/run");
}

void
run_output_release(struct run_output *self)
{
    char command[300];
    *strrchr(self->dir, '/') = '\0';
    (void)snprintf(command, sizeof command, "rm -rf %s", self->dir);
    cr_assert_eq(system(command), 0);
    free(self->said);
    book_release(&self->book);
}

const char *
run_output_id(const struct run_output *self, const char *label)
{
    for (size_t i = 0; i < self->n_scenario; i++)
        if (strcmp(self->scenario[i].label, label) == 0)
            return self->scenario[i].id;
    return label;
}

char *
run_output_text(const struct run_output *self, const char *name)
{
    return read_text(self->dir, name);
}

json_t *
run_output_summary(const struct run_output *self)
{
    char *const text = read_text(self->dir, "summary.json");
    cr_assert_not_null(text);
    json_t *const root = json_loads(text, 0, NULL);
    cr_assert_not_null(root);
    free(text);
    return root;
}

static const char *
text_at(const json_t *object, const char *key)
{
    const char *const text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

static void
list_scenarios(struct run_output *self)
{
    json_t *const root = run_output_summary(self), *headline;
    size_t i;
    (void)snprintf(self->area, sizeof self->area, "%s", text_at(root, "area"));
    json_array_foreach(json_object_get(root, "headlines"), i, headline)
    {
        cr_assert_lt(i, MOST_SCENARIOS);
        (void)snprintf(self->scenario[i].id, sizeof self->scenario[i].id, "%s",
                       text_at(headline, "scenario"));
        (void)snprintf(self->scenario[i].label, sizeof self->scenario[i].label, "%s",
                       text_at(headline, "label"));
        (void)snprintf(self->last, sizeof self->last, "%s", text_at(headline, "date"));
        self->n_scenario = i + 1;
    }
    json_decref(root);
}

void
run_output_init(struct run_output *self, const char *arguments)
{
    *self = (struct run_output){ 0 };
    book_init(&self->book);
    run_program(self, arguments);
    list_scenarios(self);
}

/* ---- tables */

void
run_table_init(struct run_table *self, const struct run_output *output, const char *name)
{
    char path[700];
    struct hr_err err = { 0 };
    (void)snprintf(path, sizeof path, "%s/%s", output->dir, name);
    faults_init(&self->faults);
    csv_in_init(&self->csv, &self->faults);
    cr_assert_eq(csv_in_read(&self->csv, path, &err), 0, "%s", err.text);
}

void
run_table_release(struct run_table *self)
{
    csv_in_release(&self->csv);
    faults_release(&self->faults);
}

const char *
run_table_cell(const struct run_table *self, size_t row, const char *column)
{
    const size_t at = csv_in_column(&self->csv, column);
    return at == SIZE_MAX ? "" : csv_in_text(&self->csv, row, at);
}

double
run_table_number(const struct run_table *self, size_t row, const char *column)
{
    return strtod(run_table_cell(self, row, column), NULL);
}

struct words
run_table_date(const struct run_table *self, size_t row)
{
    int fy;
    struct hr_err err;
    if (csv_in_column(&self->csv, "date") != SIZE_MAX)
        return words_say("%s", run_table_cell(self, row, "date"));
    if (csv_in_column(&self->csv, "census_date") != SIZE_MAX)
        return words_say("%s-31", run_table_cell(self, row, "census_date"));
    if (fy_parse(run_table_cell(self, row, "financial_year"), &fy, &err) == 0)
        return words_year_end_iso(fy);
    return words_say("%s", "");
}
