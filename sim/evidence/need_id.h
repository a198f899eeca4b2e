/* need_id.h: one id for a primary need, however it is written: SEN2's code ("ASD"), the end of
 * DfE's column ("asd", "need_unknown"), or its name ("Autistic spectrum disorder"), without regard
 * to case, spaces, "-" and "_". Codes: DfE, SEN2 person level guide, code set SENType;
 * names: data guidance of "Education, health and care plans", reporting year 2026. */
#ifndef NEED_ID_H
#define NEED_ID_H

/* "asd", ..., "unknown"; NULL: it is none of DfE's. */
const char *need_id_of(const char *text);

#endif
