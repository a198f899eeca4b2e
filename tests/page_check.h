/* page_check.h: reads back a page that html.h wrote, for tests: is it well-formed, can it be read
 * by people who do not see it, does it fetch or run anything?
 *
 * It parses the page itself and shares nothing with the writer. Whole:
 *   - elements nest and close, attributes are quoted and not repeated, every & is an entity, no
 *     control characters (as svg_check.h);
 *   - ids are unique, and what aria-labelledby, aria-describedby and links to # name is there;
 *   - no script, frame, style sheet or picture from elsewhere, no on... attribute;
 *   - one h1, and no heading skips a level; html has a language; title is not empty;
 *   - every svg has role img, a title and a description; every table a caption, every th a scope;
 *     every region and scrolling box a name and a place in the order of the keyboard. */
#ifndef PAGE_CHECK_H
#define PAGE_CHECK_H

#include <stddef.h>

enum { PAGE_IDS = 1024, PAGE_TEXT = 160 };

struct page_check {
    char fault[512]; /* the first thing wrong; "" when nothing is */
    char heading[64][PAGE_TEXT];
    size_t n_heading, n_figure, n_table, n_svg;
    char id[PAGE_IDS][PAGE_TEXT], wanted[PAGE_IDS][PAGE_TEXT];
    size_t n_id, n_wanted;
};

void page_check_read(struct page_check *self, const char *page);

#endif
