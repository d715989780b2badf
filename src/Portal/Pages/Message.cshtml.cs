using Microsoft.AspNetCore.Mvc;
using Mugai.Spooling;

namespace Mugai.Portal.Pages;

/// <summary>
/// The page behind the link in a clean mail. It answers alike for every well-formed number, so that nobody learns which messages exist;
/// a number of another shape is not found.
/// </summary>
public sealed class MessageModel : PortalPage
{
    public string Number { get; private set; } = "";

    public IActionResult OnGet(string id)
    {
        if (!MessageId.TryParse(id, out var message))
        {
            return NotFound();
        }

        Number = message.ToString();
        return Page();
    }
}
