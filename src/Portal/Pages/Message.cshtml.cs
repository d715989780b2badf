using Microsoft.AspNetCore.Mvc.RazorPages;
using Mugai.Spooling;

namespace Mugai.Portal.Pages;

/// <summary>
/// The page behind the link in a clean mail. It answers alike for every well-formed number, so that nobody learns which messages exist;
/// a number of another shape is not found.
/// </summary>
public sealed class MessageModel : PageModel
{
    public bool Known { get; private set; }

    public string Number { get; private set; } = "";

    public void OnGet(string id)
    {
        Known = MessageId.TryParse(id, out var message);
        Number = Known ? message.ToString() : "";
        Response.StatusCode = Known ? 200 : 404;
    }
}
