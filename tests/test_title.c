/* Which of several wordings becomes a title. */
#include "title.h"
#include "claim.h"

#include <string.h>

enum { LIKELY = 1, FREE = 2 };

static const struct title_row rows[] = {
    { LIKELY | FREE, "{name} is likely to pay back, and that without any help from the {fund}" },
    { LIKELY, "{name} {is|are} likely to pay back {of}" },
    { LIKELY, "{?name}likely to pay back {of}" },
    { 0, "net saving of {name}" },
};

static struct words
chosen(unsigned facts, const char *name, const char *fund)
{
    static const struct words of[] = { { "" }, { "by March 2032" }, { "by 2032" } };
    struct slots slots = { .n = 0 };
    slots_set(&slots, "name", "%s", name);
    slots_set(&slots, "fund", "%s", fund);
    return title_choose(&(struct title_rows){ TITLE_ROWS(rows), "of", of, 3 }, facts, &slots);
}

static void
expect(struct words got, const char *want)
{
    cr_expect_str_eq(got.text, want);
}

Claim(title, the_first_row_that_holds_and_fits_is_used)
{
    expect(chosen(LIKELY, "Dysart", "fund"), "Dysart is likely to pay back by March 2032");
    expect(chosen(LIKELY | FREE, "Dysart", "fund"),
           "Dysart is likely to pay back, and that without any help from the fund");
    expect(chosen(LIKELY | FREE, "Dysart", "general fund of it"),
           "Dysart is likely to pay back by March 2032");
    expect(chosen(FREE, "Dysart", "fund"), "Net saving of Dysart");
}

Claim(title, a_row_with_an_empty_slot_is_passed_over_unless_it_may_be_empty)
{
    expect(chosen(LIKELY, "", "fund"), "Likely to pay back by March 2032");
    expect(chosen(LIKELY | FREE, "Dysart", ""), "Dysart is likely to pay back by March 2032");
}

Claim(title, ways_are_tried_before_the_next_row)
{
    expect(chosen(LIKELY, "The one of eight small words here now", "fund"),
           "The one of eight small words here now is likely to pay back by 2032");
}

Claim(title, when_none_fits_the_last_is_used)
{
    expect(chosen(LIKELY, "a b c d e f g h i j k l m n o", "fund"),
           "Net saving of a b c d e f g h i j k l m n o");
}

Claim(title, names_go_before_a_finding_that_leaves_room)
{
    expect(title_named("plan B", "plans grow"), "plan B: plans grow");
    expect(title_named("a b c d e f g h i j k l m n", "plans grow"), "Plans grow");
}
