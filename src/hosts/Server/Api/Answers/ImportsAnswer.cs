using Kirana.Operate.Stores;

namespace Kirana.Server.Api.Answers;

/// <summary>Finished imports.</summary>
/// <param name="Imports">The imports, newest first.</param>
internal sealed record ImportsAnswer(IReadOnlyList<ImportReceipt> Imports);
