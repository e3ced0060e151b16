using System.ComponentModel;

namespace Kirana.Server.Api.Answers;

/// <summary>What a person's deletion did.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Deleted">Records deleted.</param>
internal sealed record DeletionAnswer(
    string User,
    [property: Description("Records deleted, quarantined lines among them; 0 if there were none.")] long Deleted);
