/* known.h: what could be known when a forecast is dated, and what is shown with hindsight. A key
 * `known` is a FLAG of these names: false is as_known, true hindsight. */
#ifndef HR_KNOWN_H
#define HR_KNOWN_H

extern const char *const known_choice[]; /* ends in NULL */

#endif
