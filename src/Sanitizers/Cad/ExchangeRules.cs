namespace Mugai.Sanitizers.Cad;

/// <summary>What an exchange structure is made of. The entities of an application protocol are open to it; the features of SXF are a list.</summary>
internal static class ExchangeRules
{
    private static readonly HashSet<string> Features =
    [
        .. ("drawing_sheet_feature drawing_attribute_feature layer_feature pre_defined_font_feature user_defined_font_feature pre_defined_colour_feature user_defined_colour_feature "
            + "width_feature text_font_feature sfig_org_feature sfig_locate_feature point_marker_feature line_feature polyline_feature circle_feature arc_feature ellipse_feature "
            + "ellipse_arc_feature spline_feature clothoid_feature text_string_feature externally_defined_symbol_feature linear_dim_feature curve_dim_feature angular_dim_feature "
            + "radius_dim_feature diameter_dim_feature label_feature balloon_feature composite_curve_org_feature externally_defined_hatch_feature fill_area_style_colour_feature "
            + "fill_area_style_hatching_feature fill_area_style_tiles_feature").Split(' '),
    ];

    // Entities whose strings name files and the places they come from (ISO 10303-41, -202, -214, -242).
    private static readonly HashSet<string> Files =
    [
        .. ("DOCUMENT_FILE DIGITAL_DOCUMENT DIGITAL_FILE HARDCOPY APPLIED_EXTERNAL_IDENTIFICATION_ASSIGNMENT EXTERNAL_IDENTIFICATION_ASSIGNMENT EXTERNAL_SOURCE EXTERNALLY_DEFINED_ITEM "
            + "DOCUMENT_REFERENCE APPLIED_DOCUMENT_REFERENCE URL_LOCATION EXTERNAL_FILE FILE_LOCATION_IDENTIFICATION").Split(' '),
    ];

    public static bool IsFeature(string name) => Features.Contains(name);

    public static bool NamesFiles(string entity) => Files.Contains(entity);

    public static bool IsHeader(string entity) => entity is "FILE_DESCRIPTION" or "FILE_NAME" or "FILE_SCHEMA" or "SECTION_LANGUAGE" or "SECTION_CONTEXT";
}
