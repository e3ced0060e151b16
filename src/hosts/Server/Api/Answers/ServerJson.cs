using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Server.Api.Problems;

namespace Kirana.Server.Api.Answers;

/// <summary>How every answer becomes JSON.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(IntakeReceipt))]
[JsonSerializable(typeof(DeletionAnswer))]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(RulesAnswer))]
[JsonSerializable(typeof(SavedRulesAnswer))]
[JsonSerializable(typeof(RulePreviewAnswer))]
[JsonSerializable(typeof(CheckedRules))]
[JsonSerializable(typeof(ForecastAnswer))]
[JsonSerializable(typeof(OverviewAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ModelsAnswer))]
[JsonSerializable(typeof(ImportsAnswer))]
[JsonSerializable(typeof(QuarantineAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(LiveAnswer))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    /// <summary>Names in camelCase, nothing for null. Answers are no HTML and said to be none, so letters of every language stay readable.</summary>
    public static ServerJson Web { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
