namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Record types that are looked into ([MS-XLSB] 2.3); what is only kept or dropped stands in <see cref="Biff12Records"/> by number.</summary>
internal static class Biff12Type
{
    public const int RowHeader = 0;
    public const int CellError = 3;
    public const int CellBool = 4;
    public const int CellReal = 5;
    public const int CellString = 6;
    public const int FormulaString = 8;
    public const int FormulaNumber = 9;
    public const int FormulaBool = 10;
    public const int FormulaError = 11;
    public const int FutureBegin = 35;
    public const int FutureEnd = 36;
    public const int AlternateBegin = 37;
    public const int AlternateEnd = 38;
    public const int Name = 39;
    public const int CellMeta = 49;
    public const int ValueMeta = 50;
    public const int DataValidation = 64;
    public const int BeginBook = 131;
    public const int BundleSheet = 156;
    public const int BookView = 158;
    public const int BeginList = 343;
    public const int ListColumnFormula = 351;
    public const int ListTotalFormula = 352;
    public const int BeginExternals = 353;
    public const int EndExternals = 354;
    public const int SupBookSource = 355;
    public const int SupSelf = 357;
    public const int SupSame = 358;
    public const int ExternSheet = 362;
    public const int ArrayFormula = 426;
    public const int SharedFormula = 427;
    public const int DataTable = 428;
    public const int BeginConditionalFormatting = 461;
    public const int EndConditionalFormatting = 462;
    public const int BeginRule = 463;
    public const int Threshold = 471;
    public const int PageSetup = 478;
    public const int Hyperlink = 494;
    public const int Drawing = 550;
    public const int LegacyDrawing = 551;
    public const int LegacyDrawingOfHeader = 552;
    public const int Background = 562;
    public const int BeginValidations = 573;
    public const int EndValidations = 574;
    public const int CommentAuthor = 632;
    public const int ChartSheetPageSetup = 652;
    public const int BeginListParts = 660;
    public const int ListPart = 661;
    public const int EndListParts = 662;
    public const int SupAddin = 667;
}
