using System.Text.Json.Serialization;
using Kirana.Operate.Registry;
using Kirana.Operate.Stores;

namespace Kirana.Storage.Settings;

/// <summary>JSON inside the control database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ModelVersion))]
internal sealed partial class StoredJson : JsonSerializerContext;
