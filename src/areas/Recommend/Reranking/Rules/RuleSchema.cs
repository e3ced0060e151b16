namespace Kirana.Recommend.Reranking.Rules;

/// <summary>The published JSON schema of business rules, for editors that complete and check while one types.</summary>
public static class RuleSchema
{
    /// <summary>The schema, by JSON Schema 2020-12.</summary>
    public const string Text = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Business rules for lists",
          "type": "object",
          "required": ["rules"],
          "additionalProperties": false,
          "properties": {
            "$schema": { "type": "string" },
            "lists": { "type": "object", "additionalProperties": false, "description": "How lists are made beside the rules; what is left out is not done.", "properties": {
              "diversity": { "type": "object", "required": ["weight"], "additionalProperties": false, "description": "Not the same thing many times.", "properties": {
                "weight": { "type": "number", "minimum": 0, "maximum": 1, "description": "Against relevance." },
                "by": { "enum": ["marginal-relevance", "determinantal"], "default": "marginal-relevance" } } },
              "taste": { "type": "number", "minimum": 0, "maximum": 10, "description": "How much it weighs that a list has the departments of the history." },
              "novelty": { "type": "number", "minimum": 0, "maximum": 10, "description": "How much it weighs that an item is little known." },
              "fatigue": { "type": "number", "exclusiveMinimum": 0, "maximum": 1000000, "description": "After how many times shown in vain relevance is half." },
              "explore": { "type": "object", "required": ["places"], "additionalProperties": false, "description": "Places kept for new items.", "properties": {
                "places": { "type": "array", "minItems": 1, "maxItems": 100, "items": { "type": "integer", "minimum": 1, "maximum": 1000 } },
                "new-for-days": { "type": "number", "minimum": 0, "maximum": 100000, "default": 30 } } } } },
            "rules": { "type": "array", "maxItems": 1000, "items": { "oneOf": [
              { "$ref": "#/$defs/exclude" }, { "$ref": "#/$defs/require-stock" }, { "$ref": "#/$defs/price-band" },
              { "$ref": "#/$defs/boost" }, { "$ref": "#/$defs/pin" }, { "$ref": "#/$defs/cap" } ] } }
          },
          "$defs": {
            "name": { "type": "string", "minLength": 1, "maxLength": 200, "description": "Shown in reasons and previews; no two rules have one name." },
            "moment": { "type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d)?([+-]\\d\\d:\\d\\d)?)?$", "description": "A date of the shop, or a moment." },
            "words": { "oneOf": [ { "type": "string" }, { "type": "array", "minItems": 1, "maxItems": 10000, "items": { "type": "string" } } ] },
            "where": { "type": "object", "additionalProperties": false, "description": "All conditions must hold; without any the rule speaks of all items.", "properties": {
              "items": { "$ref": "#/$defs/words", "description": "Ids." },
              "category": { "$ref": "#/$defs/words", "description": "Category paths; what lies below counts." },
              "brand": { "$ref": "#/$defs/words" },
              "price": { "type": "object", "additionalProperties": false, "properties": { "least": { "type": "number", "minimum": 0 }, "most": { "type": "number", "minimum": 0 } } },
              "new-for-days": { "type": "number", "minimum": 0, "maximum": 100000, "description": "At most so many days since the launch." } } },
            "exclude": { "type": "object", "required": ["name", "do"], "additionalProperties": false, "description": "Never listed.", "properties": {
              "name": { "$ref": "#/$defs/name" }, "do": { "const": "exclude" }, "where": { "$ref": "#/$defs/where" }, "from": { "$ref": "#/$defs/moment" }, "until": { "$ref": "#/$defs/moment" } } },
            "require-stock": { "type": "object", "required": ["name", "do"], "additionalProperties": false, "description": "Listed with so many units on hand only.", "properties": {
              "name": { "$ref": "#/$defs/name" }, "do": { "const": "require-stock" }, "where": { "$ref": "#/$defs/where" }, "from": { "$ref": "#/$defs/moment" }, "until": { "$ref": "#/$defs/moment" },
              "least": { "type": "integer", "minimum": 0, "maximum": 1000000000, "default": 1 } } },
            "price-band": { "type": "object", "required": ["name", "do"], "additionalProperties": false, "anyOf": [ { "required": ["least"] }, { "required": ["most"] } ], "description": "Listed within a range of prices only.", "properties": {
              "name": { "$ref": "#/$defs/name" }, "do": { "const": "price-band" }, "where": { "$ref": "#/$defs/where" }, "from": { "$ref": "#/$defs/moment" }, "until": { "$ref": "#/$defs/moment" },
              "least": { "type": "number", "minimum": 0 }, "most": { "type": "number", "minimum": 0 } } },
            "boost": { "type": "object", "required": ["name", "do", "factor"], "additionalProperties": false, "description": "Relevance is multiplied.", "properties": {
              "name": { "$ref": "#/$defs/name" }, "do": { "const": "boost" }, "where": { "$ref": "#/$defs/where" }, "from": { "$ref": "#/$defs/moment" }, "until": { "$ref": "#/$defs/moment" },
              "factor": { "type": "number", "exclusiveMinimum": 0, "maximum": 100 } } },
            "pin": { "type": "object", "required": ["name", "do"], "additionalProperties": false, "description": "The first item that may be listed takes a place of its own.", "properties": {
              "name": { "$ref": "#/$defs/name" }, "do": { "const": "pin" }, "where": { "$ref": "#/$defs/where" }, "from": { "$ref": "#/$defs/moment" }, "until": { "$ref": "#/$defs/moment" },
              "place": { "type": "integer", "minimum": 1, "maximum": 1000, "default": 1 } } },
            "cap": { "type": "object", "required": ["name", "do", "most", "per"], "additionalProperties": false, "description": "At most so many of a brand or category in one list.", "properties": {
              "name": { "$ref": "#/$defs/name" }, "do": { "const": "cap" }, "where": { "$ref": "#/$defs/where" }, "from": { "$ref": "#/$defs/moment" }, "until": { "$ref": "#/$defs/moment" },
              "most": { "type": "integer", "minimum": 0, "maximum": 1000 }, "per": { "enum": ["brand", "category"] }, "level": { "type": "integer", "minimum": 1, "maximum": 10, "default": 1 } } }
          }
        }
        """;
}
