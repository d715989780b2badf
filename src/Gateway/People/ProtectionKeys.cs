using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Mugai.Gateway.Spooling;

namespace Mugai.Gateway.People;

/// <summary>The framework's keys for cookies and form tokens, as sealed rows.</summary>
internal sealed class ProtectionKeys(ISealedRows rows) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. rows.ReadRows(SealedRowKind.DataProtectionKey, out _).Select(row => XElement.Parse(Encoding.UTF8.GetString(row.Plain!)))];

    /// <summary>Called on the framework's own thread, some times a year.</summary>
    public void StoreElement(XElement element, string friendlyName) => rows.WriteRowsAsync(
        [new SealedRow(SealedRowKind.DataProtectionKey, friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)))], [], CancellationToken.None)
        .AsTask().GetAwaiter().GetResult();
}
