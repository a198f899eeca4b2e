/* What the library says of options that make no sense when a plan is made without a scenario file's
 * checks. */
#include "option_sample.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct option_in *
option_on(struct option_sample *s, enum option_kind kind)
{
    option_sample_init(s, OPTION_CROWDED);
    struct option_in *in = option_add(s, kind, "odd");
    option_for(s, in, "isp");
    in->to = "local-special";
    in->line = "therapies";
    in->share = in->places = in->yearly_gbp = option_quantity(s, 0.1);
    return in;
}

static void
expect_refused(struct option_sample *s, const char *says)
{
    struct model model;
    struct hr_err err = { 0 };
    struct sample *sample = &s->sample;
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    cr_expect_eq(model_make(&model, &sample->in, &err), HR_ESCENARIO, "%s", says);
    cr_expect_not_null(strstr(err.text, says), "%s, want %s", err.text, says);
    model_release(&model);
    option_sample_release(s);
}

Claim(options_refused, names_that_there_are_not)
{
    struct option_sample s;
    option_for(&s, option_on(&s, OPTION_PRICE_CONTROL), "ips");
    expect_refused(
        &s, "option 'odd' names 'ips', which is no setting and no category that a setting has");
    option_for(&s, option_on(&s, OPTION_PRICE_CONTROL), "further_education");
    expect_refused(
        &s, "names 'further_education', which is no setting and no category that a setting has");
    option_on(&s, OPTION_REPATRIATION)->to = "special";
    expect_refused(&s, "option 'odd' names 'special', which is no setting");
    option_on(&s, OPTION_SERVICE_REDESIGN)->line = "therapy";
    expect_refused(&s, "option 'odd' names 'therapy', which is no line");
    struct option_in *in = option_on(&s, OPTION_EARLY_SUPPORT);
    s.need[0][0] = "adhd";
    in->need = s.need[0];
    in->n_need = 1;
    expect_refused(&s, "option 'odd' names 'adhd', which is no need");
    (void)option_on(&s, OPTION_CEASING);
    s.chosen[0] = "even";
    expect_refused(&s, "scenario 'with' has option 'even', which there is not");
}

Claim(options_refused, days_that_there_are_not_and_words_without_a_chance)
{
    static const char *const bad[] = {
        "2022", "2022/24", "2022-02-30", "April 2022", "2022-9-1", ""
    };
    struct option_sample s;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        option_on(&s, OPTION_CEASING)->start = bad[i];
        expect_refused(&s, "which is no year such as \"2022/23\" and no day");
        if (bad[i][0] == '\0')
            continue;
        option_on(&s, OPTION_NEW_PLACES)->end = bad[i];
        expect_refused(&s, "which is no year such as \"2022/23\" and no day");
    }
    option_on(&s, OPTION_CEASING)->delivery_words = "likely";
    expect_refused(&s, "option 'odd' is 'likely', for which odds_words has no chance");
}

Claim(options_refused, places_where_nobody_is_ever_refused)
{
    struct option_sample s;
    option_on(&s, OPTION_NEW_PLACES)->to = "schools";
    expect_refused(
        &s,
        "option 'odd' adds places to 'schools', which is never full: give the setting its places");
    option_on(&s, OPTION_NEW_PLACES)->to = "";
    expect_refused(&s, "which is never full");
}
