/* xml_whole.h: is an XML text whole: does every element that opens close, in its order, up to the
 * end of one root?
 *
 * libxlsxwriter writes the parts of a workbook without looking whether they could be written: on a
 * full disk a part ends early, and no call says so. Names and entities are not looked at, nor text
 * between elements. */
#ifndef XML_WHOLE_H
#define XML_WHOLE_H

#include <stdbool.h>

bool xml_is_whole(const char *text);

#endif
