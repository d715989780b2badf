using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>A message as Outlook keeps it, in a TNEF stream or a compound file. Dispose the outermost one: it takes what lies inside along.</summary>
internal sealed class MapiMessage : IDisposable
{
    public MapiProperties Properties { get; } = new();

    public List<MapiProperties> Recipients { get; } = [];

    public List<MapiAttachment> Attachments { get; } = [];

    /// <summary>True when there is neither a body nor an attachment nor a subject.</summary>
    public bool IsEmpty => Attachments.Count == 0 && !Properties.Has(MapiTag.Body) && !Properties.Has(MapiTag.Html) && !Properties.Has(MapiTag.RtfCompressed) && !Properties.Has(MapiTag.Subject);

    // Messages in messages are disposed one by one from a list, not one from inside the other.
    public void Dispose()
    {
        var left = new Stack<MapiMessage>();
        left.Push(this);
        while (left.TryPop(out var message))
        {
            message.Properties.Dispose();
            foreach (var recipient in message.Recipients)
            {
                recipient.Dispose();
            }

            foreach (var attachment in message.Attachments)
            {
                attachment.Properties.Dispose();
                attachment.Content?.Dispose();
                if (attachment.Message is { } embedded)
                {
                    left.Push(embedded);
                }
            }
        }
    }
}

/// <summary>An attachment: bytes, or a message of its own.</summary>
internal sealed class MapiAttachment
{
    public MapiProperties Properties { get; } = new();

    /// <summary>Bytes that stand outside of the properties; null when they are in <see cref="MapiTag.AttachData"/>, or there are none.</summary>
    public ScratchStream? Content { get; set; }

    public MapiMessage? Message { get; set; }

    /// <summary>The name under which an attribute of TNEF gives it; empty when only properties do.</summary>
    public string Title { get; set; } = "";

    public string Name => Properties.Text(MapiTag.AttachLongFilename) is { Length: > 0 } full ? full
        : Properties.Text(MapiTag.AttachFilename) is { Length: > 0 } brief ? brief
        : Title.Length > 0 ? Title : Properties.Text(MapiTag.DisplayName);
}
