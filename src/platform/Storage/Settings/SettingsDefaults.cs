using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Operate.Shops;

namespace Kirana.Storage.Settings;

/// <summary>The defaults of members that <c>kirana.json</c> leaves out or gives as null. The generated reader sets every <c>init</c>
/// property, given or not, so that a week would begin on day zero, Sunday, where the file says nothing.</summary>
internal static class SettingsDefaults
{
    private static readonly JsonObject s_settings = (JsonObject)JsonSerializer.SerializeToNode(new ShopSettings(), SettingsJson.Default.ShopSettings)!;
    private static readonly JsonObject s_mapping = (JsonObject)JsonSerializer.SerializeToNode(new ImportMapping { Kind = "" }, SettingsJson.Default.ImportMapping)!;
    private static readonly JsonObject s_invoice = (JsonObject)JsonSerializer.SerializeToNode(new InvoiceRules(), SettingsJson.Default.InvoiceRules)!;

    /// <summary>Adds what is missing.</summary>
    /// <param name="given">The settings as written; changed.</param>
    /// <returns>The same object.</returns>
    public static JsonObject Fill(JsonObject given)
    {
        Fill(given, s_settings);
        foreach (var (_, source) in given["sources"]!.AsObject())
            if (source is JsonObject mapping)
            {
                Fill(mapping, s_mapping);
                if (mapping["invoice"] is JsonObject invoice)
                    Fill(invoice, s_invoice);
            }

        return given;
    }

    private static void Fill(JsonObject given, JsonObject defaults)
    {
        foreach (var (name, value) in defaults)
            if (given[name] is not { } present)
                given[name] = value!.DeepClone();
            else if (present is JsonObject inner && value is JsonObject innerDefaults)
                Fill(inner, innerDefaults);
    }
}
