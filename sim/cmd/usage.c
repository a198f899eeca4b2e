/* Common parts of the command line. argp_error ends the program: that is argp's way, and its status
 * is set to 2 in main. */
#include "usage.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
usage_parse(const struct argp *argp, int argc, char **argv, void *input, struct hr_err *err)
{
    return argp_parse(argp, argc, argv, 0, NULL, input) == 0
               ? 0
               : hr_fail(err, HR_ENOMEM, "no memory to read the command line");
}

void
usage_help(struct argp_state *state)
{
    argp_state_help(state, state->out_stream, ARGP_HELP_STD_HELP);
}

double
usage_whole(struct argp_state *state, const char *option, const char *text, double low, double high)
{
    char *end = NULL;

    errno = 0;
    const unsigned long long value = isdigit((unsigned char)text[0]) ? strtoull(text, &end, 10) : 0;
    if (end == NULL || *end != '\0' || errno != 0 || (double)value < low || (double)value > high)
        argp_error(state, "%s is '%s', want a whole number from %.0f to %.0f", option, text, low,
                   high);
    return (double)value;
}

double
usage_number(struct argp_state *state, const char *option, const char *text, double low,
             double high)
{
    char *end = NULL;

    const double value =
        isdigit((unsigned char)text[0]) || text[0] == '.' ? strtod(text, &end) : low;
    if (end == NULL || *end != '\0' || !(value > low && value <= high))
        argp_error(state, "%s is '%s', want a number above %g, up to %g", option, text, low, high);
    return value;
}

static const char *const charts_name[] = {
    [CHARTS_NONE] = "none", [CHARTS_SVG] = "svg", [CHARTS_ALL] = "all"
};

bool
usage_charts_named(const char *name, enum charts *out)
{
    for (int i = CHARTS_NONE; i <= CHARTS_ALL; i++)
        if (strcmp(name, charts_name[i]) == 0) {
            *out = (enum charts)i;
            return true;
        }
    return false;
}

enum charts
usage_charts(struct argp_state *state, const char *name)
{
    enum charts charts = CHARTS_ALL;
    if (!usage_charts_named(name, &charts))
        argp_error(state, "--charts is '%s', want none, svg or all", name);
    return charts;
}

const char *
usage_charts_name(enum charts charts)
{
    return charts_name[charts];
}

unsigned
usage_processors(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        return 1;
    return n > USAGE_MAX_THREADS ? (unsigned)USAGE_MAX_THREADS : (unsigned)n;
}
