using Kirana.Operate.Stores;

namespace Kirana.Server.Api.Answers;

/// <summary>Lines that were set aside.</summary>
/// <param name="Lines">The lines, those of the newest import first.</param>
internal sealed record QuarantineAnswer(IReadOnlyList<QuarantinedLine> Lines);
