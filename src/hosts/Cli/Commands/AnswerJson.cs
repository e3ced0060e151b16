using System.Text.Json.Serialization;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Commands.Shop;

namespace Kirana.Cli.Commands;

/// <summary>How every command's result becomes JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(ModelAnswer))]
[JsonSerializable(typeof(ModelListAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
