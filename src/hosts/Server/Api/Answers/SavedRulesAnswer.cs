using System.ComponentModel;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Server.Api.Answers;

/// <summary>Rules that were saved.</summary>
/// <param name="Version">The version.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Findings">What contradicts.</param>
internal sealed record SavedRulesAnswer(
    [property: Description("The number of the version that holds now; the one before if nothing changed.")] int Version,
    [property: Description("When it was saved.")] DateTimeOffset Created,
    [property: Description("Rules that contradict each other or have no effect; none if all is well.")] IReadOnlyList<RuleFinding> Findings);
