#include "goal.h"

#include "calendar.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the goal in words ---- */

static int
wrong_goal(const char *text, struct hr_err *err)
{
    return hr_fail(err, HR_EUSAGE,
                   "--until is '%s', want it as in \"chance(deficit at 2028/29 < 0) >= 0.8\": a "
                   "measure of forecast.csv, its "
                   "financial year, < or >, and the chance that is wanted",
                   text);
}

static const char *
skip_blank(const char *p)
{
    while (isspace((unsigned char)*p))
        p++;
    return p;
}

/* A comparison sign; an equal sign after it is read over, because a simulated figure is never
 * exactly a round one. */
static const char *
take_sign(const char *p, bool *below)
{
    if (p == NULL || (*p != '<' && *p != '>'))
        return NULL;
    *below = *p == '<';
    p++;
    return skip_blank(*p == '=' ? p + 1 : p);
}

static const char *
take_number(const char *p, double *out)
{
    char *end = NULL;
    if (p == NULL)
        return NULL;
    *out = strtod(p, &end);
    return end == p || !isfinite(*out) ? NULL : skip_blank(end);
}

int
goal_parse(const char *text, struct goal *out, struct hr_err *err)
{
    char year[16] = "";
    int n = 0;
    bool at_most = false;
    *out = (struct goal){ 0 };
    if (sscanf(text, " chance ( %159[a-z0-9_.-] at %15[0-9/] %n", out->measure, year, &n) != 2 ||
        n == 0 || fy_parse(year, &out->fy, NULL) != 0)
        return wrong_goal(text, err);
    const char *p = take_number(take_sign(text + n, &out->below), &out->threshold);
    if (p == NULL || *p != ')')
        return wrong_goal(text, err);
    p = take_number(take_sign(skip_blank(p + 1), &at_most), &out->chance);
    if (p == NULL || *p != '\0' || at_most)
        return wrong_goal(text, err);
    if (!(out->chance > 0.0 && out->chance < 1.0))
        return hr_fail(err, HR_EUSAGE, "--until wants a chance of %g, want one above 0 and below 1",
                       out->chance);
    return 0;
}

/* ---- the search ---- */

enum { MOST_STEPS = 60 };
static const double PRECISION = 0.01;

static int
try(const struct seek *seek, double level, double *chance, struct sought *out, struct hr_err *err)
{
    out->n_tried++;
    const int ret = seek->chance(seek->with, level, chance, err);
    if (ret == 0 && *chance >= seek->wanted) {
        out->level = level;
        out->chance = *chance;
    } else if (ret == 0 && out->outcome == SEEK_NEVER && *chance > out->chance) {
        out->level = level; /* the best so far */
        out->chance = *chance;
    }
    return ret;
}

/* Up from the first level to one that reaches the chance: then out->level is it and out->below the
 * one before. */
static int
bracket(const struct seek *seek, struct sought *out, struct hr_err *err)
{
    double level = fmin(seek->first, seek->most), chance;
    for (int step = 0; step < MOST_STEPS; step++) {
        const int ret = try(seek, level, &chance, out, err);
        if (ret != 0)
            return ret;
        if (chance >= seek->wanted) {
            out->outcome = SEEK_FOUND;
            return 0;
        }
        if (level >= seek->most)
            return 0;
        out->below = level;
        level = fmin(2.0 * level, seek->most);
    }
    return 0;
}

int
seek_level(const struct seek *seek, struct sought *out, struct hr_err *err)
{
    double chance;
    *out = (struct sought){ .outcome = SEEK_NEVER, .chance = -1.0, .below = 0.0 };
    int ret = try(seek, 0.0, &chance, out, err);
    if (ret == 0 && chance >= seek->wanted) {
        out->outcome = SEEK_AT_ZERO;
        out->below = (double)NAN;
        return 0;
    }
    if (ret == 0)
        ret = bracket(seek, out, err);
    for (int step = 0; ret == 0 && out->outcome == SEEK_FOUND && step < MOST_STEPS; step++) {
        const double gap = out->level - out->below, middle = out->below + gap / 2.0,
                     level = seek->whole ? floor(middle) : middle;
        if (seek->whole ? gap <= 1.0 : gap <= PRECISION * out->level)
            break;
        ret = try(seek, level, &chance, out, err);
        if (ret == 0 && chance < seek->wanted)
            out->below = level;
    }
    return ret;
}
