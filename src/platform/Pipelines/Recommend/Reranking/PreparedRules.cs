using Kirana.Policies.Bandits;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>Rules made ready for the catalogue of a moment. Immutable.</summary>
/// <param name="Active">The rules.</param>
/// <param name="Excluded">The items they keep out of every list, ascending.</param>
/// <param name="NewItems">The items that are tried in the places kept for new ones.</param>
/// <param name="Chances">Beside <paramref name="NewItems"/>, what is believed of each.</param>
/// <param name="ValidUntil">From this moment on others may hold, in UTC microseconds.</param>
/// <param name="Changes">The changes of the catalogue that are in.</param>
/// <param name="Made">When it was made, in time stamps of the clock.</param>
/// <param name="Took">How long that took.</param>
internal sealed record PreparedRules(
    ActiveRules Active, int[] Excluded, int[] NewItems, BetaArm[] Chances, long ValidUntil, int Changes, long Made, TimeSpan Took);
