namespace Mugai.Sanitizing;

/// <summary>In which form one part of a mail is wanted. Values are wire values and never reused.</summary>
public enum SinglePartForm : byte
{
    /// <summary>As the clean mail brings it.</summary>
    Clean = 1,

    /// <summary>The text of the mail itself, as the clean mail brings it.</summary>
    Text = 2,

    /// <summary>One of its pages as a picture (画面転送: pixels alone).</summary>
    Page = 3,

    /// <summary>Nothing of it: only the facts of the mail are told, and no part is opened.</summary>
    Facts = 4,

    /// <summary>Its very bytes as they came (ウ'): only of a part whose family the job's policy confirms, and only for a request that was approved.</summary>
    Original = 5,
}

/// <summary>What a job is to give instead of the whole clean mail. Containers on the way to it are opened, nothing beside it is.</summary>
/// <param name="Path">The part's path as the report names it; <c>/</c> for the text of the mail.</param>
/// <param name="Form">What of it.</param>
/// <param name="Page">Which page, from 1 on.</param>
public sealed record SinglePart(string Path, SinglePartForm Form, int Page = 1);
