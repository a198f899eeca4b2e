#include "claim.h"
#include "xml_whole.h"

#include <string.h>

static const char whole[] =
    "<?xml version=\"1.0\"?>\n<a x=\"1\"><b y=\"&lt;>/\"/>text<c>3</c></a>\n";

Claim(xml_whole, whole_texts_are)
{
    cr_expect(xml_is_whole(whole));
    cr_expect(xml_is_whole("<a/>"));
    cr_expect(xml_is_whole("<a><a><a/></a></a>"));
}

/* At any byte before the end of the root. */
Claim(xml_whole, text_that_ends_early_is_not)
{
    char cut[sizeof whole];
    for (size_t n = 0; n < sizeof whole - 2; n++) {
        memcpy(cut, whole, n);
        cut[n] = '\0';
        cr_expect(!xml_is_whole(cut), "%s", cut);
    }
}

Claim(xml_whole, text_without_its_middle_is_not)
{
    static const char *const broken[] = {
        "<a><b></a>", "<a></b>", "<a>1</a><a/>", "<a x=\"1y=\"2\"/>", "<a><c r=\"A1\"<c/></a>",
        "</a>",       "<a/>1",   "1<a/>",        "<a><></a>"
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        cr_expect(!xml_is_whole(broken[i]), "%s", broken[i]);
}
