namespace Kirana.Cli.Commands.Shop;

/// <summary>What <c>kirana upgrade</c> did.</summary>
/// <param name="Shop">The shop's folder.</param>
/// <param name="From">The version it had.</param>
/// <param name="To">The version it has now.</param>
internal sealed record UpgradeAnswer(string Shop, int From, int To);
