using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Text formats told by the words they begin with. Conservative where scripts are concerned: only a beginning that nothing but a script has. A
/// text that quotes a command further down stays a text.
/// </summary>
internal static class TextOpenings
{
    // Compared without regard to case at the first character that is not white space.
    private static readonly (string Opening, FileFormat Format)[] Table =
    [
        ("#!", Formats.Script),
        ("@echo off", Formats.Script), ("@echo on", Formats.Script), ("@setlocal", Formats.Script), ("@powershell", Formats.Script), ("@cmd", Formats.Script),
        ("@rem ", Formats.Script), ("@cls", Formats.Script), ("@start ", Formats.Script), ("@if ", Formats.Script),

        // Scripts encoded by screnc, and the first lines of VBScript and VBA modules.
        ("#@~^", Formats.Script), ("On Error Resume Next", Formats.Script), ("Option Explicit", Formats.Script), ("Attribute VB_Name", Formats.Script),
        ("VERSION 1.0 CLASS", Formats.Script), ("CreateObject(", Formats.Script), ("WScript.", Formats.Script),
        ("[CmdletBinding", Formats.Script), ("#Requires -", Formats.Script), ("$ErrorActionPreference", Formats.Script), ("Set-ExecutionPolicy", Formats.Script),
        ("<?php", Formats.Script), ("<%@", Formats.Script),

        ("Windows Registry Editor", Formats.Reg), ("REGEDIT4", Formats.Reg),
        ("[InternetShortcut]", Formats.Url), ("[{000214A0-0000-0000-C000-000000000046}]", Formats.Url), ("[Desktop Entry]", Formats.Url),
        ("[Shell]", Formats.Scf), ("[.ShellClassInfo]", Formats.Inf), ("[autorun]", Formats.Inf), ("[oledb]", Formats.Odc),
        ("screen mode id:i:", Formats.Rdp), ("full address:s:", Formats.Rdp), ("[WFClient]", Formats.Rdp),

        // A spreadsheet opens these whatever the name: SYLK carries formulas and macros, queries fetch from where they say.
        ("ID;P", Formats.Slk), ("WEB\r\n1\r\n", Formats.WebQuery), ("WEB\n1\n", Formats.WebQuery), ("XLODBC", Formats.WebQuery), ("QueryType=", Formats.WebQuery),

        ("BEGIN:VCALENDAR", Formats.Ics), ("BEGIN:VCARD", Formats.Vcf),
        ("ISO-10303-21;", Formats.Step),
    ];

    // Beginnings of script lines that are words of prose as well: they count only together with an object that only scripts make.
    private static readonly string[] Statements = ["Dim ", "Set ", "var ", "const ", "let ", "'", "//", "function ", "try", "Sub ", "Private ", "new ActiveXObject"];

    private static readonly string[] Objects = ["WScript.Shell", "Scripting.FileSystemObject", "Shell.Application", "MSXML2.XMLHTTP", "ADODB.Stream", "new ActiveXObject("];

    /// <summary>The format of a text that begins with <paramref name="text"/>, its white space trimmed; null when no opening fits.</summary>
    public static FileFormat? Find(ReadOnlySpan<char> text)
    {
        foreach (var (opening, format) in Table)
        {
            if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        return IsScript(text) ? Formats.Script
            : IsSetup(text) ? Formats.Inf
            : IsDrawing(text) ? Formats.Dxf
            : null;
    }

    private static bool IsScript(ReadOnlySpan<char> text)
    {
        foreach (var statement in Statements)
        {
            if (text.StartsWith(statement, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var name in Objects)
                {
                    if (text.Contains(name, StringComparison.OrdinalIgnoreCase))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsSetup(ReadOnlySpan<char> text) =>
        text.StartsWith("[version]", StringComparison.OrdinalIgnoreCase)
        && (text.Contains("$CHICAGO$", StringComparison.OrdinalIgnoreCase) || text.Contains("$Windows NT$", StringComparison.OrdinalIgnoreCase));

    // DXF: group 0 with the value SECTION, comments (999) before it or none.
    private static bool IsDrawing(ReadOnlySpan<char> text)
    {
        const int maxComments = 32;
        for (var i = 0; i < maxComments; i++)
        {
            var code = TakeLine(ref text).Trim();
            var value = TakeLine(ref text).Trim();
            if (code is not "999")
            {
                return code is "0" && value is "SECTION";
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> TakeLine(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        var line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line;
    }
}
