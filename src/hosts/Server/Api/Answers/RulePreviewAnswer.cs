using System.ComponentModel;
using Kirana.Pipelines.Serving;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Server.Api.Answers;

/// <summary>A list before and after a change of rules.</summary>
/// <param name="Before">Before.</param>
/// <param name="After">After.</param>
/// <param name="Changes">What moved.</param>
/// <param name="Findings">What contradicts.</param>
internal sealed record RulePreviewAnswer(
    [property: Description("The list as it is served now.")] ListAnswer Before,
    [property: Description("The list under the rules of the body.")] ListAnswer After,
    [property: Description("Every item of both lists with its places, 0 where it is not listed, and what moved it.")] IReadOnlyList<PlaceChange> Changes,
    [property: Description("Rules that contradict each other or have no effect; none if all is well.")] IReadOnlyList<RuleFinding> Findings)
{
    /// <summary>A preview.</summary>
    /// <param name="preview">The preview.</param>
    public static RulePreviewAnswer Of(RulePreview preview) => new(ListAnswer.Of(preview.Before), ListAnswer.Of(preview.After), preview.Changes, preview.Findings);
}
