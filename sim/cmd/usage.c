/* Common parts of the command line. argp_error ends the program: that is argp's way, and its status
 * is set to 2 in main. */
#include "usage.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

enum charts
usage_charts(struct argp_state *state, const char *name)
{
    if (strcmp(name, "none") == 0)
        return CHARTS_NONE;
    if (strcmp(name, "svg") == 0)
        return CHARTS_SVG;
    if (strcmp(name, "all") != 0)
        argp_error(state, "--charts is '%s', want none, svg or all", name);
    return CHARTS_ALL;
}

unsigned
usage_processors(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        return 1;
    return n > USAGE_MAX_THREADS ? (unsigned)USAGE_MAX_THREADS : (unsigned)n;
}
