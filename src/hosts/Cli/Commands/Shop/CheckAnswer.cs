using Kirana.Cli.Invocation;
using Kirana.Operate.Stores;

namespace Kirana.Cli.Commands.Shop;

/// <summary>How good a shop's records are.</summary>
/// <param name="Shop">Its folder.</param>
/// <param name="Imports">Finished imports, newest first.</param>
/// <param name="Overview">The records in figures.</param>
/// <param name="Reversals">How returns were matched.</param>
/// <param name="Reasons">Lines set aside, by reason.</param>
/// <param name="Damage">What is damaged on the disk; nothing if the shop is sound.</param>
/// <param name="Lines">Some of those lines, as many of each reason as were asked for.</param>
internal sealed record CheckAnswer(
    string Shop, IReadOnlyList<CheckedImport> Imports, ShopOverview Overview, ReversalReport Reversals, IReadOnlyDictionary<string, int> Reasons,
    IReadOnlyList<CommandError> Damage, IReadOnlyList<QuarantinedLine> Lines);
