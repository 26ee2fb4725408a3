"""Where each figure is from."""

import streamlit as st

st.write("...")
