using Kirana.Cli.Commands.Import;

namespace Kirana.Cli.Commands.Demo;

/// <summary>The import of the sample shop's data.</summary>
/// <param name="Rows">Lines read.</param>
/// <param name="Accepted">Lines that passed.</param>
/// <param name="Quarantined">Lines set aside, by reason.</param>
/// <param name="Value">The lines' money.</param>
internal sealed record DemoImport(long Rows, long Accepted, IReadOnlyDictionary<string, long> Quarantined, ValueAnswer Value);
