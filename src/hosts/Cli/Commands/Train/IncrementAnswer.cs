using Kirana.Cli.Commands.Models;

namespace Kirana.Cli.Commands.Train;

/// <summary>New events taken into a model.</summary>
/// <param name="Model">The version registered, or the current one if there was nothing to take in.</param>
/// <param name="Promoted">Whether it was made to serve.</param>
/// <param name="Events">The events taken in.</param>
/// <param name="NewItems">The items that the model it goes out from did not know.</param>
/// <param name="Reason">What was done, as sentences.</param>
/// <param name="Seconds">Wall seconds.</param>
/// <param name="PeakMb">The largest resident memory.</param>
internal sealed record IncrementAnswer(ModelAnswer Model, bool Promoted, long Events, int NewItems, string Reason, double Seconds, double PeakMb);
