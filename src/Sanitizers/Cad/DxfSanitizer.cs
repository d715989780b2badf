using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>
/// NAME: ASCII .dxf drawings written anew group by group.
/// KEEPS: header variables, tables, blocks, entities and objects of an allow-list; handles; the charset the drawing was written in.
/// REMOVES: external references and their paths, images and underlays, OLE frames, VBA, proxies, hyperlinks and all data of applications, fields, thumbnails, comments, binary groups.
/// LIMITS: binary DXF and DWG are Blocked under their names. A value of more than 16 KiB, a broken number or a missing EOF: Blocked. Never tried on a real drawing.
/// Standards: DXF Reference (R12 to 2018, ASCII). Two readings, linear; memory: the handles of what is removed.
/// </summary>
public sealed class DxfSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Dxf];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        context.Budget.ChargeBytes(2 * input.Content.Length);
        var survey = DxfSurvey.Of(input.Content, context.Budget);
        if (!survey.IsWhole)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        var asText = context.Policy.WayFor(FileFamily.Cad) == PartWay.Text;
        var rebuild = new DxfRebuild(input.Content, output, survey, asText, context);
        if (!rebuild.Run())
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        if (!asText && CadCharset.IsAmbiguous(output, survey.IsUtf8))
        {
            return PartVerdict.Blocked(Reason.Ambiguous);
        }

        rebuild.Report();
        return asText ? ExtractedText.Verdict(input.Name) : PartVerdict.Rebuilt(Detection.Formats.Dxf);
    }
}
