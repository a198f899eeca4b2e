/* Areas and lines in one chart part. */
#include "chart_part.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>

#define SERIES(i) "<c:ser><c:idx val=\"" i "\"/><c:cat/><c:cat>x</c:cat><c:val>y</c:val></c:ser>"
static const char part[] = "<plot><c:areaChart><c:grouping val=\"stacked\"/>" SERIES("0")
    SERIES("1") SERIES("2") "<c:axId val=\"7\"/><c:axId val=\"8\"/></c:areaChart><c:catAx/></plot>";
#define LINE(i)                                                                          \
    "<c:ser><c:idx val=\"" i "\"/><c:cat/><c:marker><c:symbol val=\"none\"/></c:marker>" \
    "<c:cat>x</c:cat><c:val>y</c:val><c:smooth val=\"0\"/></c:ser>"

Claim(chart_part, the_last_series_become_lines_on_the_same_axes)
{
    struct hr_err err = { 0 };
    char *out = NULL;
    cr_assert_eq(chart_part_lines(part, 2, &out, &err), 0, "%s", err.text);
    cr_expect_str_eq(out, "<plot><c:areaChart><c:grouping val=\"stacked\"/>" SERIES(
                              "0") "<c:axId val=\"7\"/><c:axId val=\"8\"/></c:areaChart>"
                                   "<c:lineChart><c:grouping val=\"standard\"/>" LINE("1")
                                       LINE("2") "<c:marker val=\"1\"/><c:axId val=\"7\"/><c:axId "
                                                 "val=\"8\"/></c:lineChart><c:catAx/></plot>");
    free(out);
}

Claim(chart_part, a_part_of_another_form_is_refused)
{
    static const char *const bad[] = { "", "<c:barChart/>", "<c:areaChart></c:areaChart>",
                                       "<c:areaChart><c:ser></c:areaChart>" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hr_err err = { 0 };
        char *out = NULL;
        cr_expect_eq(chart_part_lines(bad[i], 1, &out, &err), HR_EWRITE, "'%s'", bad[i]);
        cr_expect(out == NULL && err.text[0] != '\0');
    }
    struct hr_err err = { 0 };
    char *out = NULL;
    cr_expect_eq(chart_part_lines(part, 3, &out, &err), HR_EWRITE, "one area must stay");
    cr_expect(out == NULL);
}
