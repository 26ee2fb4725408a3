"""What the alliance is, and where its questions are answered."""

import streamlit as st

st.write("...")
