using System.Xml;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>Reads a part once, ahead of its rewriting, and fills a <see cref="PartSurvey"/>. Throws on broken XML.</summary>
internal static class PartSurveyor
{
    /// <summary>True for the kinds of part in which a survey can find something.</summary>
    public static bool Wants(PlannedPart part, PackageFacts facts) => part.Kind.Treatment == PartTreatment.Vml
        || (facts.App == OoxmlApp.Word && (facts.Office.AcceptRevisions || facts.Office.RebuildEmbedded) && part.Kind.Treatment is PartTreatment.Main or PartTreatment.Xml)
        || part.Kind.Name is "slide" or "slideLayout" or "slideMaster" or "notesSlide" or "notesMaster" or "handoutMaster" or "drawing";

    /// <param name="reader">The part, from its start.</param>
    /// <param name="app">Whose it is.</param>
    /// <param name="hasForms">False in a binary workbook, whose records of form controls are not read.</param>
    public static PartSurvey Read(PartXmlReader reader, OoxmlApp app, bool hasForms = true)
    {
        var survey = new PartSurvey();
        var open = new Stack<Watched>();
        var shapeTypes = app == OoxmlApp.Sheets;
        while (reader.Read())
        {
            var xml = reader.Xml;
            while (open.TryPeek(out var ended) && xml.Depth <= ended.Depth)
            {
                Close(survey, open);
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var vocabulary = Namespaces.Find(xml.NamespaceURI);
            if (IsWatched(vocabulary, xml.LocalName))
            {
                open.Push(new Watched(reader.Mark, xml.Depth, vocabulary == Vocabulary.Word ? LevelOf(xml.LocalName) : 0) { Shape = vocabulary == Vocabulary.Vml ? Named(xml, "spid") ?? Named(xml, "id") : null });
            }
            else if (open.TryPeek(out var watched))
            {
                Look(watched, vocabulary, xml, shapeTypes, hasForms);
            }
        }

        while (open.Count > 0)
        {
            Close(survey, open);
        }

        return survey;
    }

    private static bool IsWatched(Vocabulary vocabulary, string name) => (vocabulary, name) switch
    {
        (Vocabulary.Slide, "graphicFrame") => true,
        (Vocabulary.SheetDrawing, "twoCellAnchor" or "oneCellAnchor" or "absoluteAnchor") => true,
        (Vocabulary.Word, "tbl" or "tr" or "tc" or "object") => true,
        (Vocabulary.Vml, "shape" or "rect" or "oval" or "roundrect" or "line" or "polyline" or "image") => true,
        _ => false,
    };

    private static int LevelOf(string name) => name switch
    {
        "tbl" => 1,
        "tr" => 2,
        "tc" => 3,
        _ => 0,
    };

    private static void Look(Watched watched, Vocabulary vocabulary, XmlReader xml, bool isSheet, bool hasForms)
    {
        switch (vocabulary, xml.LocalName)
        {
            case (Vocabulary.Slide, "oleObj" or "control"):
                watched.HasObject = true;
                watched.Files.Add(FileOf(xml));
                break;
            case (Vocabulary.Slide, "pic"):
                watched.HasPicture = true;
                break;
            case (Vocabulary.Slide, "cNvPr") when watched.Id is null:
                watched.Id = xml.GetAttribute("id") ?? "";
                watched.Name = xml.GetAttribute("name") ?? "";
                break;
            case (Vocabulary.Drawing14, "compatExt"):
                // The drawing's half of a form control or an OLE object; the other half is a VML shape.
                watched.IsControl = true;
                watched.Shape = Named(xml, "spid");
                break;
            case (Vocabulary.OfficeExcel, "ClientData") when isSheet:
                watched.IsNote = xml.GetAttribute("ObjectType") == "Note";
                // Excel 2007 wrote form controls as nothing but such shapes.
                watched.IsControl = !watched.IsNote && !(hasForms && ControlRules.IsForm(xml.GetAttribute("ObjectType")));
                break;
            case (Vocabulary.Office, "OLEObject"):
                watched.Files.Add(FileOf(xml));
                break;
            case (Vocabulary.Word, _) when xml.Depth == watched.Depth + 1:
                watched.IsInProperties = xml.LocalName is "trPr" or "tcPr";
                break;
            case (Vocabulary.Word, "del" or "cellDel") when watched.IsInProperties && xml.Depth == watched.Depth + 2:
                watched.IsDeleted = true;
                break;
        }
    }

    /// <summary>The relationship that the current start tag names; empty when it names none.</summary>
    public static string FileOf(XmlReader xml)
    {
        var id = "";
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            id = xml.LocalName == "id" && Namespaces.Find(xml.NamespaceURI) == Vocabulary.R ? xml.Value : id;
        }

        xml.MoveToElement();
        return id;
    }

    private static string? Named(XmlReader xml, string attribute)
    {
        string? value = null;
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            value = xml.LocalName == attribute ? xml.Value : value;
        }

        xml.MoveToElement();
        return value;
    }

    private static void Close(PartSurvey survey, Stack<Watched> open)
    {
        var watched = open.Pop();
        if (watched.IsControl)
        {
            survey.Controls.Add(watched.Mark, watched.Shape ?? "");
        }

        if (watched.IsNote)
        {
            survey.Notes.Add(watched.Mark);
        }

        // A row without cells and a table without rows are damage to Word.
        if (watched.IsDeleted || (watched.Parts > 0 && watched.Parts == watched.DeletedParts))
        {
            survey.Deleted.Add(watched.Mark);
            watched.IsDeleted = true;
        }

        if (watched.Level > 1 && open.TryPeek(out var around) && around.Level == watched.Level - 1)
        {
            around.Parts++;
            around.DeletedParts += watched.IsDeleted ? 1 : 0;
        }

        if (watched is { HasObject: false, Files: [var file] })
        {
            survey.Objects.Add(watched.Mark, file);
        }

        if (watched.HasObject)
        {
            survey.OleFrames.Add(watched.Mark, new OleFrame(watched.Id ?? "", watched.Name, watched.HasPicture, watched.Files));
        }
    }

    private sealed class Watched(long mark, int depth, int level)
    {
        public long Mark => mark;

        public int Depth => depth;

        public string? Id { get; set; }

        /// <summary>The name of a shape of a sheet.</summary>
        public string? Shape { get; set; }

        public string Name { get; set; } = "";

        public bool HasObject { get; set; }

        public List<string> Files { get; } = [];

        public bool HasPicture { get; set; }

        public bool IsControl { get; set; }

        public bool IsNote { get; set; }

        public bool IsInProperties { get; set; }

        public bool IsDeleted { get; set; }

        /// <summary>1 a table of a text, 2 a row, 3 a cell; 0 something else.</summary>
        public int Level => level;

        /// <summary>Rows of a table, cells of a row.</summary>
        public int Parts { get; set; }

        public int DeletedParts { get; set; }
    }
}
