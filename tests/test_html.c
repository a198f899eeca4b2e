/* The writer of pages, and what reads them back. */
#include "html.h"

#include "claim.h"
#include "page_check.h"

#include <stdlib.h>
#include <string.h>

static char *
taken(struct html *html)
{
    char *text = NULL;
    struct hr_err err;
    cr_assert_eq(html_take(html, &text, &err), 0);
    return text;
}

Claim(html, what_people_typed_is_escaped_wherever_it_stands)
{
    static const char evil[] = "\"><script>x</script> & 'o' <b>";
    struct html html;
    html_init(&html);
    html_begin_with(&html, "p", "class=\"a\"", "aria-label", evil);
    html_say(&html, "%s", evil);
    html_put(&html, "span", "", evil);
    html_link(&html, evil, evil);
    html_end(&html);
    html_table_begin(&html, evil);
    html_row_head(&html, evil);
    html_cell(&html, evil, true);
    html_table_end(&html);
    char *text = taken(&html);
    cr_expect_null(strstr(text, "<script"));
    cr_expect_null(strstr(text, "<b>"));
    cr_expect_null(strstr(text, "& "));
    cr_expect_not_null(
        strstr(text, "&quot;&gt;&lt;script&gt;x&lt;/script&gt; &amp; 'o' &lt;b&gt;"));
    free(text);
}

Claim(html, elements_nest_and_what_is_taken_back_leaves_no_trace)
{
    struct html html;
    html_init(&html);
    html_begin(&html, "div", "");
    html_put(&html, "p", "", "kept");
    const size_t length = html.out.length;
    html_begin(&html, "ul", "");
    html_put(&html, "li", "", "gone");
    html_end(&html);
    html_cut(&html, length);
    html_end(&html);
    char *text = taken(&html);
    cr_expect_str_eq(text, "\n<div>\n<p>kept</p></div>");
    free(text);
}

#define PAGE(body) \
    "<!DOCTYPE html><html lang=\"en-GB\"><head><title>t</title></head><body>" body "</body></html>"

/* Each fault that page_check.h promises to find is found, so that no fault means something. */
Claim(html, the_check_of_pages_finds_each_kind_of_fault)
{
    static const struct {
        const char *page, *fault;
    } cases[] = {
        { PAGE("<h1>a</h1><h2 id=\"b\">b</h2>"), "" },
        { "<html lang=\"en-GB\"></html>", "there is no <!DOCTYPE" },
        { PAGE("<p>a"), "closes" },
        { PAGE("<p>a & b</p>"), "bare '&'" },
        { PAGE("<p class=a>a</p>"), "not quoted" },
        { PAGE("<p class=\"a\" class=\"b\">a</p>"), "given twice" },
        { PAGE("<p id=\"a\">a</p><p id=\"a\">a</p>"), "id 'a' is given twice" },
        { PAGE("<p aria-labelledby=\"no\">a</p>"), "nothing has the id 'no'" },
        { PAGE("<a href=\"#no\">a</a>"), "nothing has the id 'no'" },
        { PAGE("<script>a</script>"), "there is a <script>" },
        { PAGE("<p onclick=\"x\">a</p>"), "has the attribute onclick" },
        { PAGE("<a href=\"https://x\">a</a>"), "points elsewhere" },
        { PAGE("<a href=\"/etc/x\">a</a>"), "leaves the folder" },
        { PAGE("<style>p{background:url(x)}</style>"), "fetches" },
        { PAGE("<h1>a</h1><h3>b</h3>"), "<h3> after <h1>" },
        { PAGE("<h1>a</h1><h1>b</h1>"), "<h1> after <h1>" },
        { PAGE("<svg role=\"img\" aria-labelledby=\"t\"><title id=\"t\">a</title></svg>"),
          "no description" },
        { PAGE("<svg role=\"img\"></svg>"), "no name" },
        { PAGE("<table><tr></tr></table>"), "no caption" },
        { PAGE("<table><caption>a</caption><tr><th>a</th></tr></table>"), "no scope" },
        { PAGE("<div class=\"scroll\"></div>"), "no name or no place" },
        { "<!DOCTYPE html><html lang=\"de\"></html>", "no language" },
    };
    static struct page_check check;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page_check_read(&check, cases[i].page);
        cr_expect(cases[i].fault[0] == '\0' ? check.fault[0] == '\0'
                                            : strstr(check.fault, cases[i].fault) != NULL,
                  "%s: wanted '%s', found '%s'", cases[i].page, cases[i].fault, check.fault);
    }
}
