using Kirana.Cli.Commands.Models;
using Kirana.Cli.Commands.Vectors;

namespace Kirana.Cli.Commands.Shop;

/// <summary>What a shop holds.</summary>
/// <param name="Shop">Its folder.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Records by kind.</param>
/// <param name="First">The oldest event.</param>
/// <param name="Last">The newest event.</param>
/// <param name="Users">Distinct customers.</param>
/// <param name="Items">Distinct products sold.</param>
/// <param name="Orders">Distinct orders.</param>
/// <param name="Models">The model that serves, by area.</param>
/// <param name="Quarantine">Lines set aside.</param>
/// <param name="Imports">Finished imports.</param>
/// <param name="LastImport">When the last one was committed.</param>
/// <param name="Disk">What the shop takes up.</param>
internal sealed record StatusAnswer(
    string Shop, string Name, IReadOnlyDictionary<string, long> Rows, DateTimeOffset? First, DateTimeOffset? Last, long Users, long Items, long Orders,
    IReadOnlyDictionary<string, ModelAnswer?> Models, long Quarantine, int Imports, DateTimeOffset? LastImport, DiskAnswer Disk)
{
    /// <summary>Vectors of items that came from outside.</summary>
    public required IReadOnlyList<VectorSetAnswer> Vectors { get; init; }
}
