#include "run_sample.h"

#include "calendar.h"
#include "bytes.h"
#include "temp_dir.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
run_sample_init(struct run_sample *self, const char *area)
{
    *self = (struct run_sample){ .area = area };
    temp_dir(self->dir, sizeof self->dir);
    self->out = open_memstream(&self->text, &self->size);
    cr_assert_not_null(self->out);
    fputs("scenario,role,financial_year,date,measure,unit,basis,central,mean,p05,p25,p75,p95\n",
          self->out);
}

static void
put_number(FILE *out, double x)
{
    if (isnan(x))
        putc(',', out);
    else
        fprintf(out, ",%.15g", x);
}

void
run_sample_row(struct run_sample *self, const struct run_row *row)
{
    run_sample_fan(self, row, 0.0);
}

void
run_sample_fan(struct run_sample *self, const struct run_row *row, double spread)
{
    fprintf(self->out, "%s,other,%d/%02d,,%s,,%s", row->scenario, row->fy, (row->fy + 1) % 100,
            row->measure, row->basis);
    const bool known = strcmp(row->basis, "outturn") == 0;
    put_number(self->out, known ? row->value : row->value + 7.25); /* what version 0.2 put there */
    put_number(self->out, known ? (double)NAN : row->value);
    const double ends[] = { -1.0, -0.5, 0.5, 1.0 };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        put_number(self->out, spread > 0.0 ? row->value + ends[i] * spread : (double)NAN);
    putc('\n', self->out);
}

static void
row_of(struct run_sample *self, const struct run_setting *of, const char *prefix, double value)
{
    char measure[128];
    snprintf(measure, sizeof measure, "%s.%s", prefix, of->setting);
    run_sample_row(self, &(struct run_row){ of->scenario, of->fy, measure, "forecast", value });
}

void
run_sample_setting(struct run_sample *self, const struct run_setting *of)
{
    row_of(self, of, "place_years", of->place_years);
    row_of(self, of, "unit_price", of->price_gbp);
    row_of(self, of, "spending",
           of->place_years * of->price_gbp / GBP_PER_GBP_M + of->place_funding_gbp_m);
}

void
run_sample_file(const struct run_sample *self, const char *name, const char *text)
{
    char path[512];
    temp_dir_write(self->dir, name, text, path, sizeof path);
}

void
run_sample_end(struct run_sample *self)
{
    char sha256[DIGEST_HEX], record[1024];
    cr_assert_eq(fclose(self->out), 0);
    self->out = NULL;
    digest_bytes(self->text, self->size, sha256);
    snprintf(
        record, sizeof record,
        "{ \"program\": \"headroom\", \"version\": \"0.0.7\", \"area\": \"%s\", \"seed\": 977, "
        "\"simulations\": 2385,\n"
        "  \"outputs\": [ { \"name\": \"forecast.csv\", \"bytes\": %zu, \"sha256\": \"%s\" } ] }\n",
        self->area, self->size, sha256);
    run_sample_file(self, "forecast.csv", self->text);
    run_sample_file(self, "run.json", record);
}

void
run_sample_release(struct run_sample *self)
{
    if (self->out != NULL)
        fclose(self->out);
    free(self->text);
    temp_dir_remove(self->dir);
}
