/* The table of authorities, and of the districts that some are made of. */
#include "authority.h"

#include "area_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* DfE code, ONS codes, name, year in whose April it ended. clang-format off */
static const struct authority AUTHORITY[] = {
    { "201", { "E09000001" }, "City of London", 0 },
    { "202", { "E09000007" }, "Camden", 0 },
    { "203", { "E09000011" }, "Greenwich", 0 },
    { "204", { "E09000012" }, "Hackney", 0 },
    { "205", { "E09000013" }, "Hammersmith and Fulham", 0 },
    { "206", { "E09000019" }, "Islington", 0 },
    { "207", { "E09000020" }, "Kensington and Chelsea", 0 },
    { "208", { "E09000022" }, "Lambeth", 0 },
    { "209", { "E09000023" }, "Lewisham", 0 },
    { "210", { "E09000028" }, "Southwark", 0 },
    { "211", { "E09000030" }, "Tower Hamlets", 0 },
    { "212", { "E09000032" }, "Wandsworth", 0 },
    { "213", { "E09000033" }, "Westminster", 0 },
    { "301", { "E09000002" }, "Barking and Dagenham", 0 },
    { "302", { "E09000003" }, "Barnet", 0 },
    { "303", { "E09000004" }, "Bexley", 0 },
    { "304", { "E09000005" }, "Brent", 0 },
    { "305", { "E09000006" }, "Bromley", 0 },
    { "306", { "E09000008" }, "Croydon", 0 },
    { "307", { "E09000009" }, "Ealing", 0 },
    { "308", { "E09000010" }, "Enfield", 0 },
    { "309", { "E09000014" }, "Haringey", 0 },
    { "310", { "E09000015" }, "Harrow", 0 },
    { "311", { "E09000016" }, "Havering", 0 },
    { "312", { "E09000017" }, "Hillingdon", 0 },
    { "313", { "E09000018" }, "Hounslow", 0 },
    { "314", { "E09000021" }, "Kingston upon Thames", 0 },
    { "315", { "E09000024" }, "Merton", 0 },
    { "316", { "E09000025" }, "Newham", 0 },
    { "317", { "E09000026" }, "Redbridge", 0 },
    { "318", { "E09000027" }, "Richmond upon Thames", 0 },
    { "319", { "E09000029" }, "Sutton", 0 },
    { "320", { "E09000031" }, "Waltham Forest", 0 },
    { "330", { "E08000025" }, "Birmingham", 0 },
    { "331", { "E08000026" }, "Coventry", 0 },
    { "332", { "E08000027" }, "Dudley", 0 },
    { "333", { "E08000028" }, "Sandwell", 0 },
    { "334", { "E08000029" }, "Solihull", 0 },
    { "335", { "E08000030" }, "Walsall", 0 },
    { "336", { "E08000031" }, "Wolverhampton", 0 },
    { "340", { "E08000011" }, "Knowsley", 0 },
    { "341", { "E08000012" }, "Liverpool", 0 },
    { "342", { "E08000013" }, "St. Helens", 0 },
    { "343", { "E08000014" }, "Sefton", 0 },
    { "344", { "E08000015" }, "Wirral", 0 },
    { "350", { "E08000001" }, "Bolton", 0 },
    { "351", { "E08000002" }, "Bury", 0 },
    { "352", { "E08000003" }, "Manchester", 0 },
    { "353", { "E08000004" }, "Oldham", 0 },
    { "354", { "E08000005" }, "Rochdale", 0 },
    { "355", { "E08000006" }, "Salford", 0 },
    { "356", { "E08000007" }, "Stockport", 0 },
    { "357", { "E08000008" }, "Tameside", 0 },
    { "358", { "E08000009" }, "Trafford", 0 },
    { "359", { "E08000010" }, "Wigan", 0 },
    { "370", { "E08000038", "E08000016" }, "Barnsley", 0 },
    { "371", { "E08000017" }, "Doncaster", 0 },
    { "372", { "E08000018" }, "Rotherham", 0 },
    { "373", { "E08000039", "E08000019" }, "Sheffield", 0 },
    { "380", { "E08000032" }, "Bradford", 0 },
    { "381", { "E08000033" }, "Calderdale", 0 },
    { "382", { "E08000034" }, "Kirklees", 0 },
    { "383", { "E08000035" }, "Leeds", 0 },
    { "384", { "E08000036" }, "Wakefield", 0 },
    { "390", { "E08000037", "E08000020" }, "Gateshead", 0 },
    { "391", { "E08000021" }, "Newcastle upon Tyne", 0 },
    { "392", { "E08000022" }, "North Tyneside", 0 },
    { "393", { "E08000023" }, "South Tyneside", 0 },
    { "394", { "E08000024" }, "Sunderland", 0 },
    { "420", { "E06000053" }, "Isles of Scilly", 0 },
    { "800", { "E06000022" }, "Bath and North East Somerset", 0 },
    { "801", { "E06000023" }, "Bristol, City of", 0 },
    { "802", { "E06000024" }, "North Somerset", 0 },
    { "803", { "E06000025" }, "South Gloucestershire", 0 },
    { "805", { "E06000001" }, "Hartlepool", 0 },
    { "806", { "E06000002" }, "Middlesbrough", 0 },
    { "807", { "E06000003" }, "Redcar and Cleveland", 0 },
    { "808", { "E06000004" }, "Stockton-on-Tees", 0 },
    { "810", { "E06000010" }, "Kingston upon Hull, City of", 0 },
    { "811", { "E06000011" }, "East Riding of Yorkshire", 0 },
    { "812", { "E06000012" }, "North East Lincolnshire", 0 },
    { "813", { "E06000013" }, "North Lincolnshire", 0 },
    { "815", { "E06000065", "E10000023" }, "North Yorkshire", 0 },
    { "816", { "E06000014" }, "York", 0 },
    { "821", { "E06000032" }, "Luton", 0 },
    { "822", { "E06000055" }, "Bedford", 0 },
    { "823", { "E06000056" }, "Central Bedfordshire", 0 },
    { "825", { "E06000060", "E10000002" }, "Buckinghamshire", 0 },
    { "826", { "E06000042" }, "Milton Keynes", 0 },
    { "830", { "E10000007" }, "Derbyshire", 0 },
    { "831", { "E06000015" }, "Derby", 0 },
    { "835", { "E10000009" }, "Dorset", 2019 },
    { "836", { "E06000029" }, "Poole", 2019 },
    { "837", { "E06000028" }, "Bournemouth", 2019 },
    { "838", { "E06000059" }, "Dorset", 0 },
    { "839", { "E06000058" }, "Bournemouth, Christchurch and Poole", 0 },
    { "840", { "E06000047" }, "County Durham", 0 },
    { "841", { "E06000005" }, "Darlington", 0 },
    { "845", { "E10000011" }, "East Sussex", 0 },
    { "846", { "E06000043" }, "Brighton and Hove", 0 },
    { "850", { "E10000014" }, "Hampshire", 0 },
    { "851", { "E06000044" }, "Portsmouth", 0 },
    { "852", { "E06000045" }, "Southampton", 0 },
    { "855", { "E10000018" }, "Leicestershire", 0 },
    { "856", { "E06000016" }, "Leicester", 0 },
    { "857", { "E06000017" }, "Rutland", 0 },
    { "860", { "E10000028" }, "Staffordshire", 0 },
    { "861", { "E06000021" }, "Stoke-on-Trent", 0 },
    { "865", { "E06000054" }, "Wiltshire", 0 },
    { "866", { "E06000030" }, "Swindon", 0 },
    { "867", { "E06000036" }, "Bracknell Forest", 0 },
    { "868", { "E06000040" }, "Windsor and Maidenhead", 0 },
    { "869", { "E06000037" }, "West Berkshire", 0 },
    { "870", { "E06000038" }, "Reading", 0 },
    { "871", { "E06000039" }, "Slough", 0 },
    { "872", { "E06000041" }, "Wokingham", 0 },
    { "873", { "E10000003" }, "Cambridgeshire", 0 },
    { "874", { "E06000031" }, "Peterborough", 0 },
    { "876", { "E06000006" }, "Halton", 0 },
    { "877", { "E06000007" }, "Warrington", 0 },
    { "878", { "E10000008" }, "Devon", 0 },
    { "879", { "E06000026" }, "Plymouth", 0 },
    { "880", { "E06000027" }, "Torbay", 0 },
    { "881", { "E10000012" }, "Essex", 0 },
    { "882", { "E06000033" }, "Southend-on-Sea", 0 },
    { "883", { "E06000034" }, "Thurrock", 0 },
    { "884", { "E06000019" }, "Herefordshire, County of", 0 },
    { "885", { "E10000034" }, "Worcestershire", 0 },
    { "886", { "E10000016" }, "Kent", 0 },
    { "887", { "E06000035" }, "Medway", 0 },
    { "888", { "E10000017" }, "Lancashire", 0 },
    { "889", { "E06000008" }, "Blackburn with Darwen", 0 },
    { "890", { "E06000009" }, "Blackpool", 0 },
    { "891", { "E10000024" }, "Nottinghamshire", 0 },
    { "892", { "E06000018" }, "Nottingham", 0 },
    { "893", { "E06000051" }, "Shropshire", 0 },
    { "894", { "E06000020" }, "Telford and Wrekin", 0 },
    { "895", { "E06000049" }, "Cheshire East", 0 },
    { "896", { "E06000050" }, "Cheshire West and Chester", 0 },
    { "908", { "E06000052" }, "Cornwall", 0 },
    { "909", { "E10000006" }, "Cumbria", 2023 },
    { "916", { "E10000013" }, "Gloucestershire", 0 },
    { "919", { "E10000015" }, "Hertfordshire", 0 },
    { "921", { "E06000046" }, "Isle of Wight", 0 },
    { "925", { "E10000019" }, "Lincolnshire", 0 },
    { "926", { "E10000020" }, "Norfolk", 0 },
    { "928", { "E10000021" }, "Northamptonshire", 2021 },
    { "929", { "E06000057", "E06000048" }, "Northumberland", 0 },
    { "931", { "E10000025" }, "Oxfordshire", 0 },
    { "933", { "E06000066", "E10000027" }, "Somerset", 0 },
    { "935", { "E10000029" }, "Suffolk", 0 },
    { "936", { "E10000030" }, "Surrey", 0 },
    { "937", { "E10000031" }, "Warwickshire", 0 },
    { "938", { "E10000032" }, "West Sussex", 0 },
    { "940", { "E06000061" }, "North Northamptonshire", 0 },
    { "941", { "E06000062" }, "West Northamptonshire", 0 },
    { "942", { "E06000063" }, "Cumberland", 0 },
    { "943", { "E06000064" }, "Westmorland and Furness", 0 },
};
/* clang-format on */
enum { N_AUTHORITY = sizeof AUTHORITY / sizeof *AUTHORITY };

/* Districts by the last digits of their ONS codes, which run in the order of counties: those of
 * 2011, which all later ones are made of. */
static const struct {
    const char *authority, *kind;
    int first, last;
} DISTRICTS[] = {
    { "825", "E07", 4, 7 },     { "873", "E07", 8, 12 },    { "909", "E07", 26, 31 },
    { "942", "E07", 26, 26 },   { "942", "E07", 28, 29 },   { "943", "E07", 27, 27 },
    { "943", "E07", 30, 31 },   { "830", "E07", 32, 39 },   { "878", "E07", 40, 47 },
    { "835", "E07", 48, 53 },   { "838", "E07", 49, 53 },   { "839", "E07", 48, 48 },
    { "839", "E06", 28, 29 },   { "845", "E07", 61, 65 },   { "881", "E07", 66, 77 },
    { "916", "E07", 78, 83 },   { "850", "E07", 84, 94 },   { "919", "E07", 95, 104 },
    { "886", "E07", 105, 116 }, { "888", "E07", 117, 128 }, { "855", "E07", 129, 135 },
    { "925", "E07", 136, 142 }, { "926", "E07", 143, 149 }, { "928", "E07", 150, 156 },
    { "940", "E07", 150, 150 }, { "940", "E07", 152, 153 }, { "940", "E07", 156, 156 },
    { "941", "E07", 151, 151 }, { "941", "E07", 154, 155 }, { "815", "E07", 163, 169 },
    { "891", "E07", 170, 176 }, { "931", "E07", 177, 181 }, { "933", "E07", 187, 191 },
    { "860", "E07", 192, 199 }, { "935", "E07", 200, 206 }, { "936", "E07", 207, 217 },
    { "937", "E07", 218, 222 }, { "938", "E07", 223, 229 }, { "885", "E07", 234, 239 },
};

/* Districts that were renumbered or joined since 2011. */
static const struct {
    int now, was[2]; /* 0: no more */
} CHANGED[] = {
    { 240, { 100 } },      { 241, { 104 } },      { 242, { 97 } },       { 243, { 101 } },
    { 244, { 205, 206 } }, { 245, { 201, 204 } }, { 246, { 190, 191 } },
};

size_t
authority_count(void)
{
    return N_AUTHORITY;
}

const struct authority *
authority_item(size_t i)
{
    return &AUTHORITY[i];
}

const struct authority *
authority_by_code(const char *code)
{
    for (size_t i = 0; i < N_AUTHORITY; i++) {
        if (strcmp(AUTHORITY[i].code, code) == 0)
            return &AUTHORITY[i];
        for (size_t k = 0; k < AUTHORITY_N_ONS && AUTHORITY[i].ons[k] != NULL; k++)
            if (strcasecmp(AUTHORITY[i].ons[k], code) == 0)
                return &AUTHORITY[i];
    }
    return NULL;
}

const struct authority *
authority_by_name(const char *name)
{
    const struct authority *found = NULL;
    for (size_t i = 0; i < N_AUTHORITY; i++)
        if (area_name_same(AUTHORITY[i].name, name) && (found == NULL || found->ended != 0))
            found = &AUTHORITY[i];
    return found;
}

/* ---- districts */

int
authority_n_district(const struct authority *self)
{
    int n = 0;
    for (size_t i = 0; i < sizeof DISTRICTS / sizeof *DISTRICTS; i++)
        if (strcmp(DISTRICTS[i].authority, self->code) == 0)
            n += DISTRICTS[i].last - DISTRICTS[i].first + 1;
    return n;
}

static int
covers(const struct authority *self, const char *kind, int serial)
{
    int n = 0;
    for (size_t i = 0; i < sizeof DISTRICTS / sizeof *DISTRICTS; i++)
        n += strcmp(DISTRICTS[i].authority, self->code) == 0 &&
             strncasecmp(DISTRICTS[i].kind, kind, 3) == 0 && serial >= DISTRICTS[i].first &&
             serial <= DISTRICTS[i].last;
    return n;
}

int
authority_covers(const struct authority *self, const char *ons_code)
{
    if (strlen(ons_code) != 9 || strspn(ons_code + 1, "0123456789") != 8)
        return 0;
    const int serial = atoi(ons_code + 3);
    for (size_t i = 0; i < sizeof CHANGED / sizeof *CHANGED; i++)
        if (CHANGED[i].now == serial && strncasecmp(ons_code, "E07", 3) == 0)
            return covers(self, "E07", CHANGED[i].was[0]) + covers(self, "E07", CHANGED[i].was[1]);
    return covers(self, ons_code, serial);
}

int
authority_add(const struct authority *self, struct evidence *to, int *index, struct hr_err *err)
{
    struct evidence_area area = { .level = AREA_AUTHORITY };
    (void)snprintf(area.code, sizeof area.code, "%s", self->code);
    (void)snprintf(area.ons_code, sizeof area.ons_code, "%s", self->ons[0]);
    (void)snprintf(area.name, sizeof area.name, "%s", self->name);
    return evidence_add_area(to, &area, index, err);
}
