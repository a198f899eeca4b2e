#include "transitions_sample.h"

#include "err.h"
#include "temp_dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
transitions_sample_init(struct transitions_sample *self)
{
    temp_dir(self->dir, sizeof self->dir);
}

void
transitions_sample_release(struct transitions_sample *self)
{
    temp_dir_remove(self->dir);
}

void
transitions_sample_write(const struct transitions_sample *self, const char *name, const char *text)
{
    char path[200];
    temp_dir_write(self->dir, name, text, path, sizeof path);
}

static FILE *
open_text(char **text, size_t *size)
{
    FILE *f = open_memstream(text, size);
    if (f == NULL)
        hr_bug("no memory");
    return f;
}

void
transitions_sample_population(const struct transitions_sample *self, int first, int last)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_text(&text, &size);
    fputs("calendar-year,academic-year,population\n", f);
    for (int year = first; year <= last; year++)
        for (int ncy = -5; ncy <= 22; ncy++)
            fprintf(f, "%d,%d,%d\n", year, ncy, 500);
    (void)fclose(f);
    transitions_sample_write(self, "population.csv", text);
    free(text);
}

struct state {
    const char *setting, *need;
};

/* One kind of row, n times: a step to the year and the NCY of `at`. */
static void
put(FILE *f, int n, const int at[2], struct state from, struct state to)
{
    for (int i = 0; i < n; i++)
        fprintf(f, "%d,%s,%s,%d,%s,%s,%d\n", at[0], from.setting, from.need, at[1] - 1, to.setting,
                to.need, at[1]);
}

void
transitions_sample_made(const struct transitions_sample *self, int years, int scale)
{
    static const char *const need[2] = { "asd", "semh" };
    static const char nobody[] = "NONSEND";
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_text(&text, &size);
    fputs(TRANSITIONS_HEADER, f);
    for (int year = 2013; year < 2013 + years; year++)
        for (int ncy = 1; ncy <= 14; ncy++)
            for (int k = 0; k < 2; k++) {
                const int at[2] = { year, ncy };
                const bool last = ncy == 12; /* A ends with NCY 11 */
                const int leave = ncy >= 12 ? 1 : 0, move = ncy == 7 ? 1 : 0;
                if (ncy <= 12) {
                    put(f, leave, at, (struct state){ "A", need[k] },
                        (struct state){ nobody, nobody });
                    put(f, last ? scale : move, at, (struct state){ "A", need[k] },
                        (struct state){ "B", need[k] });
                    put(f, last ? 0 : scale - move, at, (struct state){ "A", need[k] },
                        (struct state){ "A", need[k] });
                }
                put(f, scale, at, (struct state){ "B", need[k] }, (struct state){ "B", need[k] });
                put(f, ncy >= 13 ? 1 + k : 0, at, (struct state){ "B", need[k] },
                    (struct state){ nobody, nobody });
                put(f, 1 + (ncy + year) % 2, at, (struct state){ nobody, nobody },
                    (struct state){ ncy <= 11 ? "A" : "B", need[k] });
            }
    (void)fclose(f);
    transitions_sample_write(self, "transitions.csv", text);
    free(text);
}
