using System.Text.Json;
using System.Text.Json.Serialization;
using Kirana.Operate.Shops;

namespace Kirana.Storage.Settings;

/// <summary>The form of <c>kirana.json</c>: snake_case members, words for enumerations, comments and trailing commas allowed, nothing unknown.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShopSettings))]
[JsonSerializable(typeof(ImportMapping))]
[JsonSerializable(typeof(InvoiceRules))]
internal sealed partial class SettingsJson : JsonSerializerContext;
